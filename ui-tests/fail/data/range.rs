use portcullis::prelude::*;

#[data]
struct Order {
    #[validate(range(min = 4, max = 3))]
    swapped: u32,
    #[validate(range(min = 1, exclusive_max = 1))]
    empty: f64,
    #[validate(range(min = 1, exclusive_min = 1))]
    both: u32,
    #[validate(range())]
    nothing: u32,
    #[validate(range(max = "10"))]
    text: u32,
}

fn main() {}
