use portcullis::prelude::*;

fn keep(number: u32) -> &'static mut u32 {
    Box::leak(Box::new(number))
}

/// It leaks elsewhere.
#[capability(read)]
fn helped(number: u32) -> u32 {
    *keep(number)
}

fn main() {}
