//! What may stand in a body.

use std::sync::{Mutex, PoisonError};

use portcullis::State;
use portcullis::prelude::*;

/// A lock that is let go before the next `await`.
#[capability(read)]
async fn lock_before_await(#[grant] count: State<Mutex<u32>>) -> u32 {
    let number = {
        let guard = count.lock().unwrap_or_else(PoisonError::into_inner);
        *guard
    };
    tokio::task::yield_now().await;
    number
}

/// A lock in a body that does not wait.
#[capability(read)]
fn lock(#[grant] count: State<Mutex<u32>>) -> u32 {
    *count.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What cannot change threads, in a body that stays on one.
#[capability(read)]
fn shared(number: u32) -> u32 {
    *std::rc::Rc::new(number)
}

/// Items, closures, early returns and shadows.
#[capability(read)]
fn items(number: u32, other: u32) -> Result<u32, Internal> {
    use std::fmt::Write;

    const LIMIT: u32 = 10;

    struct Pair(u32, u32);

    fn sum(pair: &Pair) -> Option<u32> {
        pair.0.checked_add(pair.1)
    }

    let number = number;
    let mut text = String::new();
    write!(text, "{number}")?;
    let check = |value: u32| value < LIMIT;
    if check(other) {
        return Ok(other);
    }
    sum(&Pair(number, other)).ok_or_else(|| text.into())
}

/// An inner attribute, and no statement.
#[capability(read)]
fn inner_attribute() {
    #![allow(unused_variables)]
}

/// A name that shadows the macro's own.
#[capability(read)]
async fn shadows(admitted: u32) -> u32 {
    let call = admitted;
    call
}

fn main() {}
