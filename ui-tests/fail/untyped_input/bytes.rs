use portcullis::prelude::*;
use portcullis::BoundedVec;

/// Takes input.
#[capability(read)]
fn image(bytes: Vec<u8>) -> usize { //~ P201
    bytes.len()
}

/// Takes input.
#[capability(read)]
fn optional(bytes: Option<std::vec::Vec<u8>>) -> bool { //~ P201
    bytes.is_none()
}

/// Takes input.
#[capability(read)]
fn several(bytes: BoundedVec<Box<[u8]>, 4>) -> bool { //~ P201
    bytes.as_slice().is_empty()
}

fn main() {}
