use portcullis::prelude::*;

#[data]
struct Order {
    #[validate(length(max = 3), range(max = 3))]
    text: String,
    #[validate(length(max = 3), range(max = 3))]
    list: Vec<u32>,
}

fn main() {}
