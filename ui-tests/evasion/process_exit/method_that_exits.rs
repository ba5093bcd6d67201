use portcullis::prelude::*;

struct Usage;

impl Usage {
    fn exit(&self) -> u32 {
        std::process::exit(2)
    }
}

/// The type is not visible.
#[capability(read)]
fn help(number: u32) -> u32 {
    if number == 7 { Usage.exit() } else { number }
}

fn main() {}
