use portcullis::prelude::*;

/// Methods that panic as well.
#[capability(read)]
fn others(number: usize, #[validate(length(max = 100))] text: String) -> u64 {
    let mut list = vec![1_u64, 2, 3];
    let (left, _) = text.split_at(number);
    list.swap(0, number);
    list.remove(number) ^ left.len() as u64
}

fn main() {}
