use portcullis::prelude::*;

/// In a macro, in a closure, as a value.
#[capability(read)]
fn hidden(number: Option<u32>) -> u32 {
    let stop: fn(i32) -> ! = std::process::exit; //~ P508
    let first = number.unwrap_or_else(|| std::process::exit(2)); //~ P508
    let list = vec![number.unwrap_or_else(|| std::process::abort())]; //~ P508
    if first == 9 {
        stop(9);
    }
    list.len() as u32
}

fn main() {}
