use portcullis::prelude::*;

#[data]
struct Order {
    number: u32,
}

/// Two inputs.
#[capability(read)]
fn two(#[input] order: Order, #[input] other: Order) {} //~ refused

/// Three inputs.
#[capability(read)]
fn three(#[input] order: Order, #[input] second: Order, #[input] third: Order) {} //~ refused refused

/// An input and a parameter.
#[capability(read)]
fn and_parameter(#[input] order: Order, number: u32) {} //~ refused

/// Parameters, and an input.
#[capability(read)]
fn and_parameters(number: u32, other: u32, #[input] order: Order) {} //~ refused

/// A check.
#[capability(read)]
fn validated(#[input] #[validate(range(max = 5))] order: Order) {} //~ refused

/// Other attributes of fields.
#[capability(read)]
fn renamed(#[input] #[serde(rename = "it")] order: Order) {} //~ refused

/// Kept in the ledger.
#[capability(read)]
fn audited(#[audit] #[input] order: Order) {} //~ refused

/// Arguments.
#[capability(read)]
fn arguments(#[input(strict)] order: Order) {} //~ refused

/// Marked twice.
#[capability(read)]
fn marked_twice(#[input] #[input] order: Order) {} //~ refused

/// Marked as both.
#[capability(read)]
fn both(#[input] #[grant] order: Order) {} //~ refused

/// Borrowed.
#[capability(read)]
fn borrowed(#[input] order: &Order) {} //~ refused

fn main() {}
