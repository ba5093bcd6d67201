use portcullis::prelude::*;

macro_rules! trust_me {
    ($what:expr) => {
        unsafe { $what }
    };
}

/// A macro of the file puts the block around it.
#[capability(read)]
fn trusted(number: u32) -> u32 {
    use std::mem::transmute as change;
    use std::str::from_utf8_unchecked;
    let float: f32 = trust_me!(std::mem::transmute(number)); //~ P206
    let back: u32 = trust_me!(change(float)); //~ P206
    let text = trust_me!(from_utf8_unchecked(b"text")); //~ P206
    let byte = trust_me!(text.as_bytes().get_unchecked(1)); //~ P206
    let zero: u32 = trust_me!(core::mem::zeroed()); //~ P206
    let some = trust_me!(Some(back).unwrap_unchecked()); //~ P206
    some + zero + u32::from(*byte)
}

fn main() {}
