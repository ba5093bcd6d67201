use portcullis::prelude::*;

#[data]
#[serde(untagged)]
enum Id {
    Number(u32),
    Pair(u32, u32),
}

#[data]
enum Other {
    #[serde(untagged)]
    Number(u32),
    #[serde(other)]
    Unknown,
}

fn main() {}
