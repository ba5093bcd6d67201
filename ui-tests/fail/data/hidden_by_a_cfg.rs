use portcullis::prelude::*;

#[data]
struct Order {
    #[cfg_attr(all(), validate(length(max = 3)))]
    text: u32,
}

fn main() {}
