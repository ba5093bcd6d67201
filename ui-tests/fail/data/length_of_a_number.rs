use portcullis::prelude::*;

#[data]
struct Order {
    #[validate(length(max = 3))]
    number: u32,
    #[validate(length(max = 3))]
    flag: Option<bool>,
}

fn main() {}
