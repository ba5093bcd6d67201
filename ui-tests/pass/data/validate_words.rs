use portcullis::prelude::*;

use std::collections::{BTreeSet, HashMap};

use portcullis::BoundedString;

const LONGEST: usize = 40;

#[data]
struct Order {
    #[validate(length(min = 1, max = LONGEST), pattern = "^[a-z]+$", contains(pattern = "a"))]
    text: String,
    #[validate(length(max = 40), allow_control, does_not_contain(pattern = "b"))]
    lines: Option<String>,
    #[validate(length(equal = 3))]
    list: Vec<u8>,
    #[validate(length(max = 3))]
    set: BTreeSet<u8>,
    #[validate(length(max = 3))]
    map: HashMap<BoundedString<3>, u8>,
    #[validate(length(min = 1))]
    bounded: BoundedString<3>,
    #[validate(range(min = -1.5, exclusive_max = 2))]
    fraction: f64,
    #[validate(range(min = 1, max = 255))]
    small: Option<u8>,
    #[validate(length(max = 40), email)]
    email: String,
    #[validate(length(max = 40), must_match(other = email))]
    again: String,
    #[validate(required)]
    needed: Option<u8>,
}

fn main() {}
