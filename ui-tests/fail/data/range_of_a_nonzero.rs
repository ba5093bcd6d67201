use portcullis::prelude::*;

use std::num::NonZeroU32;

#[data]
struct Order {
    #[validate(range(max = 3))]
    number: NonZeroU32,
}

fn main() {}
