use portcullis::prelude::*;

/// Nothing is chosen, or nothing panics.
#[capability(read)]
fn look_alikes(number: usize, #[validate(length(max = 100))] list: Vec<u64>, warm: bool) -> u64 {
    let colours = [1_u64, 2, 3];
    let first = if warm { colours[0] } else { colours[2] };
    let all = &list[..];
    let array: [u8; 4] = [0; 4];
    let zeros = [number; 2];
    let one = list.get(number).copied().unwrap_or(0);
    let mut buffer = [0_u8; 16];
    let filled = std::io::Read::read(&mut std::io::empty(), &mut buffer).unwrap_or(0);
    first ^ all.len() as u64 ^ u64::from(array[1]) ^ zeros.len() as u64 ^ one ^ buffer[..filled].len() as u64
}

fn main() {}
