use portcullis::prelude::*;

fn spin(mut number: u32) -> u32 {
    loop {
        number = number.wrapping_add(1);
    }
}

/// The loop is elsewhere.
#[capability(read)]
fn helped(number: u32) -> u32 {
    spin(number)
}

fn main() {}
