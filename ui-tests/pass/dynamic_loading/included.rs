use portcullis::prelude::*;

/// Comes with the crate.
#[capability(read)]
fn included(number: u32) -> usize {
    let text = include_str!("included.rs");
    let bytes = include_bytes!("included.rs");
    let name = concat!(env!("CARGO_PKG_NAME"), "/units.rs");
    text.len() + bytes.len() + name.len() + number as usize
}

fn main() {}
