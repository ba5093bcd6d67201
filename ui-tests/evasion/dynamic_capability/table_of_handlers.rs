use portcullis::prelude::*;
use std::collections::BTreeMap;

/// The table says what there is, and the caller which of it.
#[capability(read)]
fn looked_up(#[validate(length(max = 40))] name: String) -> u32 {
    let handlers: BTreeMap<&str, fn() -> u32> = BTreeMap::from([("one", (|| 1) as fn() -> u32), ("two", || 2)]);
    handlers.get(name.as_str()).map_or(0, |handler| handler())
}

fn main() {}
