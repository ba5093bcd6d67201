use portcullis::prelude::*;

use portcullis::{BoundedMap, BoundedString, BoundedVec, RelativePath};

#[data]
struct Order {
    number: u32,
    fraction: Option<f64>,
    pair: (bool, char),
    address: std::net::IpAddr,
    text: BoundedString<10>,
    list: BoundedVec<i64, 10>,
    map: BoundedMap<BoundedString<3>, u8, 4>,
    path: RelativePath<80>,
    boxed: Box<u8>,
    array: [u8; 4],
}

fn main() {}
