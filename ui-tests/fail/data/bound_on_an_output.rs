use portcullis::prelude::*;

#[data(output)]
struct Order {
    #[bound(bytes = 3)]
    number: u32,
}

fn main() {}
