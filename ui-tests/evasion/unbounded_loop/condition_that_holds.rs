use portcullis::prelude::*;

/// Nothing changes the condition.
#[capability(read)]
fn spin(number: u32) -> u32 {
    let mut sum = number;
    let running = number != 7;
    while running {
        sum = sum.wrapping_add(1);
    }
    sum
}

fn main() {}
