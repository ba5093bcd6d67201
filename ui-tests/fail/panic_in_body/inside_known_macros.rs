use portcullis::prelude::*;

/// Puts numbers into lists and texts.
#[capability(read)]
fn collect(#[validate(length(max = 100))] text: String) -> String {
    let number = || text.parse::<u32>();
    let list = vec![1, number().unwrap()]; //~ P203
    let row = vec![number().unwrap(); 2]; //~ P203
    let is_small = matches!(number(), Ok(small) if small < number().unwrap()); //~ P203
    format!("{} {list:?} {row:?} {is_small}", number().unwrap()) //~ P203
}

fn main() {}
