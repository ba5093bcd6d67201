use portcullis::prelude::*;

/// A struct.
#[capability(read)] //~ refused
struct Orders;

/// A constant.
#[capability(read)] //~ refused
const ORDERS: u32 = 5;

/// A module.
#[capability(read)] //~ refused
mod orders {}

trait Find {
    /// Without a body.
    #[capability(read)] //~ refused
    fn find(number: u32) -> u32;
}

struct Desk;

/// An implementation.
#[capability(read)] //~ refused
impl Desk {}

impl Find for Desk {
    fn find(number: u32) -> u32 {
        number
    }
}

fn main() {}
