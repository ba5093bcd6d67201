use portcullis::prelude::*;

#[data]
struct Order {
    #[bound(bytes = "36")]
    id: u64,
    #[bound(byte = 36)]
    other: u64,
    #[bound]
    third: u64,
}

fn main() {}
