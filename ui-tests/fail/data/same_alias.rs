use portcullis::prelude::*;

#[data]
struct Order {
    number: u32,
    #[serde(alias = "number")]
    count: u32,
}

#[data]
#[serde(tag = "kind")]
enum Change {
    Add {
        #[serde(alias = "kind")]
        what: u32,
    },
}

fn main() {}
