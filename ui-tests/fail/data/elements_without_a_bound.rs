use portcullis::prelude::*;

#[data(input)]
struct Order {
    #[validate(length(max = 10))]
    lines: Vec<String>,
}

fn main() {}
