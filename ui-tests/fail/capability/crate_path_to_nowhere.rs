use portcullis::prelude::*;

/// Where Portcullis is not.
#[capability(read, crate = nowhere)]
fn elsewhere() {}

fn main() {}
