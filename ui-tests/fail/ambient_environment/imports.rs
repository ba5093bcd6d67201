use portcullis::prelude::*;

/// Names it as the body says.
#[capability(read)]
fn imported(number: u32) -> u32 {
    use std::env as surroundings;
    let first = surroundings::var("ORDERS").is_ok(); //~ P307
    let second = {
        use std::env::var_os;
        var_os("ORDERS").is_some() //~ P307
    };
    let third = {
        use std::env::*;
        var("ORDERS").is_ok() //~ P307
    };
    number + u32::from(first) + u32::from(second) + u32::from(third)
}

fn main() {}
