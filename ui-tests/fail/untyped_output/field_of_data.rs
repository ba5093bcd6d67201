use portcullis::prelude::*;

#[data(output)]
struct Order {
    number: u32,
    rest: serde_json::Value, //~ P102
}

#[data(output)]
enum Found {
    Nothing,
    Something(Vec<serde_json::Value>), //~ P102
}

/// Finds an order.
#[capability(read)]
fn find(number: u32) -> Order {
    Order { number, rest: serde_json::Value::Null }
}

fn main() {
    let _ = (Found::Nothing, Found::Something(Vec::new()));
}
