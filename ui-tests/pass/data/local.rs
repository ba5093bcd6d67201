use portcullis::prelude::*;

fn handle() {
    #[data]
    struct Order {
        item: Item,
    }

    #[data]
    struct Item {
        number: u32,
    }

    let _ = Order { item: Item { number: 1 } }.item.number;
}

fn main() {
    handle();
}
