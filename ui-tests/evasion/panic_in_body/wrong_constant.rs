use portcullis::prelude::*;

/// It panics on every run, so a first test finds it.
#[capability(read)]
fn wrong_constant(number: u32) -> u32 {
    number + std::num::NonZeroU32::new(0).unwrap().get()
}

fn main() {}
