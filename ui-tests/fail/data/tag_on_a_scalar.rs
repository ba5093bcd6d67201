use portcullis::prelude::*;

#[data]
#[serde(tag = "kind")]
enum Change {
    Add(u32),
}

fn main() {}
