use portcullis::prelude::*;

#[data]
#[serde(try_from = "u32")]
struct Even(u32);

#[data]
#[serde(from = "u32", into = "u32")]
struct Wrapped(u32);

#[data]
#[serde(remote = "Wrapped")]
struct Remote(u32);

fn main() {}
