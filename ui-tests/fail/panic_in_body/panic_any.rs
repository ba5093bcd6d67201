use portcullis::prelude::*;

/// Panics without a macro.
#[capability(read)]
fn throw(number: u32) -> u32 {
    use std::panic::{panic_any, resume_unwind as go_on};
    match number {
        0 => std::panic::panic_any("zero"), //~ P203
        1 => panic_any(1), //~ P203
        2 => go_on(Box::new(2)), //~ P203
        other => other,
    }
}

fn main() {}
