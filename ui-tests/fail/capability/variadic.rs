use portcullis::prelude::*;

/// As many as there are.
#[capability(read)]
unsafe extern "C" fn sum(count: u32, numbers: ...) -> u32 { //~ refused refused refused
    count
}

fn main() {}
