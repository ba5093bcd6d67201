//! What a capability may return.

use std::collections::BTreeMap;

use portcullis::prelude::*;

#[data]
struct Order {
    number: u32,
}

#[failure]
enum OrdersFailure {
    #[public("no such order")]
    Unknown,
}

type Answer<T> = Result<T, OrdersFailure>;

/// Nothing, said openly.
#[capability(read)]
fn unit() -> () {}

/// Nothing, or a failure.
#[capability(read)]
async fn unit_or_failure(known: bool) -> Result<(), OrdersFailure> {
    if known { Ok(()) } else { Err(OrdersFailure::Unknown) }
}

/// Under an alias.
#[capability(read)]
fn alias(number: u32) -> Answer<Order> {
    Ok(Order { number })
}

/// By its full path.
#[capability(read)]
fn full_path(number: u32) -> std::result::Result<Vec<Order>, portcullis::Internal> {
    Ok(vec![Order { number: number.checked_add(1).ok_or("too large")? }])
}

/// Several things.
#[capability(read)]
fn tuple(number: u32) -> (u32, Option<Order>, BTreeMap<String, Order>) {
    (number, None, BTreeMap::new())
}

/// A text that is always the same.
#[capability(read)]
fn constant() -> &'static str {
    "pong"
}

/// An answer that ends early.
#[capability(read)]
async fn early(call: &Call) -> Result<u32, Internal> {
    call.checkpoint()?;
    Ok(1)
}

/// A struct that has the name of another type.
mod own_names {
    use portcullis::prelude::*;

    #[data]
    pub struct Result {
        number: u32,
    }

    #[data]
    pub struct Option {
        number: u32,
    }

    /// Neither of them is the standard library's.
    #[capability(read)]
    pub fn own(#[input] option: Option) -> Result {
        Result { number: option.number }
    }
}

fn main() {}
