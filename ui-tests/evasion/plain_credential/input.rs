use portcullis::prelude::*;

/// A credential that a caller sends is advice only.
#[capability(read)]
fn input(#[validate(length(max = 100))] password: String) -> usize {
    password.len()
}

fn main() {}
