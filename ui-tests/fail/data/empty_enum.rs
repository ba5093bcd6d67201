use portcullis::prelude::*;

#[data]
enum Never {}

fn main() {}
