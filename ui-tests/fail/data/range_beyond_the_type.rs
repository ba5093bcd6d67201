use portcullis::prelude::*;

#[data]
struct Order {
    #[validate(range(min = -1))]
    unsigned: u32,
    #[validate(range(max = 300))]
    small: u8,
    #[validate(range(max = 1.5))]
    whole: Option<i32>,
}

fn main() {}
