use portcullis::prelude::*;

/// In a closure, in a macro, of a calculation, behind a limit that is too high.
#[capability(read)]
fn nested(number: u32, #[validate(length(max = 10))] list: Vec<i32>, pair: (u64, i8)) -> u64 {
    let bytes: Vec<u8> = list.iter().map(|one| *one as u8).collect(); //~ P205
    let others = vec![(number as u64 + 1) as u16]; //~ P205
    let (large, small) = pair;
    let one = large as u8; //~ P205
    let two = small as u8; //~ P205
    let twice = (number as u16) as u8; //~ P205 P205
    bytes.len() as u64 ^ others.len() as u64 ^ u64::from(one) ^ u64::from(two) ^ u64::from(twice)
}

fn main() {}
