use portcullis::prelude::*;
use portcullis::{BoundedMap, BoundedString, BoundedVec};

/// Takes input.
#[capability(read)]
fn take(
    #[validate(length(max = 100))] text: String,
    #[validate(length(max = 10))] list: Vec<u32>,
    #[validate(length(max = 10))] optional: Option<String>,
    name: BoundedString<40>,
    names: BoundedVec<BoundedString<40>, 10>,
    map: BoundedMap<BoundedString<40>, i64, 10>,
) -> u64 {
    (text.len() + list.len() + optional.map_or(0, |text| text.len()) + name.len() + names.len() + map.len()) as u64
}

fn main() {}
