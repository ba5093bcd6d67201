use portcullis::prelude::*;

#[data]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[derive(Default)]
struct Order {
    #[serde(alias = "no", rename = "nr")]
    number: u32,
    #[serde(default = "one")]
    count: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<u8>,
    #[serde(skip)]
    cached: Vec<String>,
    #[serde(flatten)]
    address: Address,
}

#[data]
#[derive(Default)]
struct Address {
    street: u32,
}

fn one() -> u32 {
    1
}

#[data]
#[serde(transparent)]
struct Wrapped(u32);

#[data]
#[serde(tag = "type", rename_all = "snake_case", rename_all_fields = "camelCase")]
enum Change {
    Nothing,
    Add { item_number: u32 },
    Put(Address),
}

#[data]
#[serde(tag = "type", content = "value")]
enum Apart {
    Nothing,
    Put(Address),
    Count(u32),
}

fn main() {}
