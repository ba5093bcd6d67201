use portcullis::prelude::*;

#[data]
#[serde(tag = "kind", content = "value")]
enum Change {
    Nothing,
    Add { number: u32 },
    Move(u32, u32),
}

fn main() {}
