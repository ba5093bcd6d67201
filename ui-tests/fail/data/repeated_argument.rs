use portcullis::prelude::*;

#[data(input, input)]
struct Order {
    #[validate(length(max = 3, max = 4))]
    text: String,
}

fn main() {}
