use portcullis::prelude::*;

#[data]
#[serde(content = "value")]
enum Change {
    Add(u32),
}

fn main() {}
