use portcullis::prelude::*;

/// Compared with the length of another list.
#[capability(read)]
fn wrong(number: usize, #[validate(length(max = 100))] list: Vec<u64>) -> u64 {
    let table = [1_u64, 2, 3];
    if number >= list.len() {
        return 0;
    }
    table[number]
}

fn main() {}
