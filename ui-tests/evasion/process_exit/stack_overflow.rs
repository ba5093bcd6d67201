use portcullis::prelude::*;

/// Goes deeper and deeper.
#[capability(read)]
fn deep(number: u32) -> u64 {
    fn deeper(number: u64) -> u64 {
        if number == 0 { 0 } else { 1 + deeper(number - 1) }
    }
    deeper(u64::from(number))
}

fn main() {}
