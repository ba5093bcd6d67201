use portcullis::prelude::*;

#[data]
#[cfg_attr(all(), serde(rename_all = "camelCase"))]
struct Order {
    #[cfg(all())]
    first_name: u32,
    #[cfg(any())]
    last_name: Missing,
    #[cfg_attr(all(), doc = "Documented.")]
    third_name: u32,
    #[cfg(all())]
    #[serde(flatten)]
    address: Address,
    #[cfg(any())]
    #[serde(flatten)]
    other: Missing,
}

#[data]
struct Address {
    #[cfg(all())]
    street: u32,
    #[cfg(any())]
    first_name: Missing,
}

fn main() {}
