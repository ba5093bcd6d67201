use portcullis::prelude::*;

struct Item {
    number: u32,
}

#[data]
struct Order {
    item: Item,
}

#[data(output)]
struct Orders {
    items: Vec<Item>,
}

#[data]
enum Change {
    Add(Item),
    Remove(u32),
}

fn main() {}
