use portcullis::prelude::*;

#[data]
union Order {
    number: u32,
    fraction: f32,
}

fn main() {}
