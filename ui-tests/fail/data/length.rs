use portcullis::prelude::*;

#[data]
struct Order {
    #[validate(length(min = 4, max = 3))]
    swapped: String,
    #[validate(length(equal = 4, max = 3))]
    both: String,
    #[validate(length(max = -1))]
    negative: String,
    #[validate(length(max = 1.5))]
    fraction: String,
    #[validate(length(max = "10"))]
    text: String,
    #[validate(length())]
    empty: String,
    #[validate(length = 3)]
    assigned: String,
    #[validate(length(maximum = 3))]
    misspelt: String,
}

fn main() {}
