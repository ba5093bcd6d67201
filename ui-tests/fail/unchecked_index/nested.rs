use portcullis::prelude::*;

/// In a loop, in a closure, in a macro, behind the wrong comparison.
#[capability(read)]
fn nested(#[validate(length(max = 100))] places: Vec<usize>, #[validate(length(max = 100))] text: String, at: usize) -> u64 {
    let table = vec![1_u64, 2, 3];
    let mut sum = 0;
    for place in &places {
        sum ^= table[*place]; //~ P204
    }
    let of = |place: usize| table[place]; //~ P204
    let chosen: Vec<u64> = text.split(',').filter_map(|n| n.parse::<usize>().ok()).map(|n| table[n]).collect(); //~ P204
    let list = vec![table[at]]; //~ P204
    if at < 1 {
        return 0;
    }
    sum ^ of(at) ^ table[at] ^ chosen.len() as u64 ^ list.len() as u64 //~ P204
}

fn main() {}
