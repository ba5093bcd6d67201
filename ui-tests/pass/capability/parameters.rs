//! What a capability may take.

use portcullis::prelude::*;
use portcullis::{BoundedString, BoundedVec, State};

#[data]
struct Order {
    number: u32,
    #[validate(length(max = 200))]
    text: String,
}

#[data]
struct Empty {}

/// Nothing.
#[capability(read)]
fn nothing() {}

/// The call alone.
#[capability(read)]
fn call_alone(call: &Call) -> bool {
    call.checkpoint().is_ok()
}

/// The call by its full path, under another name.
#[capability(read)]
async fn call_by_path(context: &portcullis::Call) -> bool {
    context.checkpoint().is_ok()
}

/// Some that are changed.
#[capability(read)]
fn mutable(mut number: u32, #[validate(length(max = 5))] mut list: Vec<u32>) -> u32 {
    list.push(number);
    number += list.len() as u32;
    number
}

/// Some that are not used.
#[capability(read)]
fn unused(_number: u32, _other: bool) {}

/// All that is in order, in every form.
#[capability(read)]
fn types(
    optional: Option<u8>,
    tuple: (u32, bool),
    array: [u16; 4],
    text: BoundedString<20>,
    list: BoundedVec<i64, 5>,
    character: char,
    float: f64,
    order: Order,
) -> bool {
    optional.is_some() && tuple.1 && array[0] > 1 && text.len() == list.len() && character == 'a' && float > 1.0 && order.number > 1
}

/// Taken whole.
#[capability(read)]
fn whole(#[input] order: Order) -> u32 {
    order.number
}

/// Taken apart.
#[capability(read)]
fn apart(#[input] Order { number, text: _ }: Order) -> u32 {
    number
}

/// Taken apart, and changed.
#[capability(read)]
async fn apart_and_changed(call: &Call, #[grant] count: State<u32>, #[input] Order { mut number, .. }: Order) -> u32 {
    call.note("count", *count);
    number += 1;
    number
}

/// Not looked at.
#[capability(read)]
fn ignored(#[input] _: Empty) {}

/// As many authorities as there can be.
#[capability(read)]
fn eight(
    #[grant] a: State<u8>,
    #[grant] b: State<u16>,
    #[grant] c: State<u32>,
    #[grant] d: State<u64>,
    #[grant] e: State<i8>,
    #[grant] f: State<i16>,
    #[grant] g: State<i32>,
    #[grant] h: State<i64>,
) -> bool {
    *a == 1 && *b == 1 && *c == 1 && *d == 1 && *e == 1 && *f == 1 && *g == 1 && *h == 1
}

/// Parameters and authorities in any order.
#[capability(read)]
fn mixed(first: u32, #[grant] state: State<u32>, second: u32) -> u32 {
    first + *state + second
}

/// One that depends.
#[capability(read)]
fn depends(#[cfg(any())] never: std::convert::Infallible, #[cfg(all())] always: u32) -> u32 {
    always
}

/// With checks, documentation and another name.
#[capability(read)]
fn described(
    /// The customer's number.
    #[validate(length(min = 4, max = 32), pattern = "^[A-Z0-9-]+$")]
    customer: String,
    #[validate(range(min = 1, max = 50))]
    #[serde(rename = "max")]
    limit: u32,
) -> u64 {
    u64::from(limit) + customer.len() as u64
}

fn main() {}
