use portcullis::prelude::*;

#[data(=)]
#[serde = "x"]
struct Order {
    #[validate(=, length(max = 3))]
    a: String,
    #[validate(length(max == 3))]
    b: String,
    #[validate(length(max = ))]
    c: String,
    #[validate("length")]
    d: u32,
    #[validate(length(max = 3) email)]
    e: String,
    #[serde(rename = b"x")]
    f: u32,
    #[validate(length(max = 99999999999999999999))]
    g: String,
    #[validate(range(max = 99999999999999999999))]
    h: u64,
    #[validate(range(max = 1e400))]
    i: f64,
    #[validate(range(max = --1))]
    j: f64,
    #[validate[range(max = 1)]]
    k: f64,
    #[validate(length(max = 3),, email,)]
    l: String,
    #[validate(length(max = 3), crate, pattern::x = "a")]
    m: String,
}

fn main() {}
