use portcullis::prelude::*;

/// Two parameters of one name.
#[capability(read)]
fn find(a: u32, a: u32) -> u32 { //~ refused
    a
}

fn main() {}
