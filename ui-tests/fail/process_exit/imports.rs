use portcullis::prelude::*;
use std::panic;
use std::process;

/// Names it as people do.
#[capability(read)]
fn imported(number: u32) -> u32 {
    if number == 1 {
        process::exit(1); //~ P508
    }
    if number == 2 {
        use std::process::abort as stop;
        stop(); //~ P508
    }
    if number == 3 {
        use std::process::*;
        exit(3); //~ P508
    }
    panic::set_hook(Box::new(|_| ())); //~ P508
    drop(std::panic::take_hook()); //~ P508
    number
}

fn main() {}
