use portcullis::prelude::*;

/// A password on its own has no format.
#[capability(read)]
fn other_format(number: u32) -> bool {
    let password = "correct horse battery staple";
    password.len() > number as usize
}

fn main() {}
