use portcullis::prelude::*;

#[data]
#[serde(default)]
enum Change {
    Add(u32),
}

fn main() {}
