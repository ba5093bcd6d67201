use portcullis::prelude::*;

#[data]
struct Order {
    number: u32,
    #[validate(must_match(other = nubmer))]
    again: u32,
    #[validate(must_match(other = "number"))]
    third: u32,
}

fn main() {}
