use portcullis::prelude::*;

#[data]
fn order() {}

fn main() {}
