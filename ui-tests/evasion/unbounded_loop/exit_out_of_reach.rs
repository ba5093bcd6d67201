use portcullis::prelude::*;

/// There is a way out, which nothing reaches.
#[capability(read)]
fn kept(number: u32) -> u32 {
    let odd = number | 1;
    loop {
        if odd % 2 == 0 {
            break odd;
        }
    }
}

fn main() {}
