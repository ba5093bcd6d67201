use portcullis::prelude::*;

struct Database {
    orders: u32,
}

/// A handle of the user's own.
#[capability(read)]
fn find(#[grant] database: Database, number: u32) -> u32 { //~ refused
    database.orders + number
}

/// A number is none.
#[capability(read)]
fn count(#[grant] number: u32) -> u32 { //~ refused
    number
}

fn main() {}
