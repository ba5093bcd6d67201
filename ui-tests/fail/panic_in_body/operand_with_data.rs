use portcullis::prelude::*;

/// Constants do not excuse what depends on data.
#[capability(read, allow(ambient_environment, reason = "the test is about another rule"))]
fn mixed(number: u32) -> u32 {
    const FIVE: u32 = 5;
    let at_most = FIVE.checked_sub(number).unwrap(); //~ P203
    let read = std::env::var("HOME").unwrap().len() as u32; //~ P203
    let now = std::time::UNIX_EPOCH.elapsed().unwrap().subsec_nanos(); //~ P203
    let made = std::num::NonZeroU32::new(number).unwrap(); //~ P203
    let first = std::env::args().next().unwrap(); //~ P203
    at_most + read + now + made.get() + first.len() as u32
}

fn main() {}
