use portcullis::prelude::*;

fn leave() -> u32 {
    std::process::exit(1)
}

/// The process ends elsewhere.
#[capability(read)]
fn helped(number: u32) -> u32 {
    if number == 7 { leave() } else { number }
}

fn main() {}
