use portcullis::prelude::*;

/// Throws away what it is given, since there are no such files.
macro_rules! nothing_of {
    ($($tokens:tt)*) => {
        1_u32
    };
}

/// Would be compiled with the program.
#[capability(read)]
fn included(number: u32) -> u32 {
    let first = nothing_of!(include!("/opt/prices/current.rs")); //~ P708
    let second = nothing_of!(include!(concat!(env!("PLUGIN_SOURCES"), "/hooks.rs"))); //~ P708
    let third = nothing_of!(include!(concat!(env!("OUT_DIR"), "/units.rs")));
    number + first + second + third + nothing_of!(std::include!(env!("PRICES"))) //~ P708
}

fn main() {}
