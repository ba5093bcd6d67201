use portcullis::prelude::*;

#[data]
#[serde(crate = "my_serde", bound = "T: Copy")]
struct Order<T> {
    #[serde(borow, renam = "b")]
    number: T,
    #[serde(rename(serialize = "a", deserialize = "b"))]
    other: u32,
}

fn main() {}
