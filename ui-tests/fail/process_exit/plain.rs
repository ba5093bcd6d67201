use portcullis::prelude::*;

/// Gives up, and everybody with it.
#[capability(read)]
fn give_up(number: u32) -> u32 {
    if number == 1 {
        std::process::exit(1); //~ P508
    }
    if number == 2 {
        std::process::abort(); //~ P508
    }
    number
}

fn main() {}
