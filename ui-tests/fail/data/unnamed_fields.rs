use portcullis::prelude::*;

#[data]
struct Pair(
    #[serde(rename = "first")] u32,
    #[serde(skip_serializing_if = "Option::is_none")] Option<u32>,
    #[serde(default)] u32,
);

#[data]
struct Wrapped(#[serde(skip)] u32);

fn main() {}
