use portcullis::prelude::*;

/// Where Portcullis is not.
#[capability(read, crate = nowhere)] //~ refused refused refused
fn elsewhere() {}

fn main() {}
