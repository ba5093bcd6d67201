use portcullis::prelude::*;

#[data]
#[serde(tag = "kind")]
enum Change {
    Move(u32, u32),
    Add { kind: u32 },
}

fn main() {}
