use portcullis::prelude::*;

#[data]
#[validate(length(max = 3))]
struct Order {
    number: u32,
}

#[data]
enum Change {
    #[bound(bytes = 3)]
    Add(u32),
}

fn main() {}
