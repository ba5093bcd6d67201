//! Exceptions to rules.

use portcullis::prelude::*;

/// By name.
#[capability(read, allow(panic_in_body, reason = "the number was checked by its range"))]
fn by_name(#[validate(range(max = 5))] number: u32) -> u32 {
    number.checked_add(1).unwrap()
}

/// By code.
#[capability(read, allow(P203, reason = "the number was checked by its range"))]
fn by_code(#[validate(range(max = 5))] number: u32) -> u32 {
    number.checked_add(1).unwrap()
}

/// Several with one reason.
#[capability(read, allow(panic_in_body, P401, reason = "this capability is for demonstrations"))]
fn several(number: u32) -> u32 {
    println!("{number}");
    number.checked_add(1).unwrap()
}

/// Several with a reason for each.
#[capability(
    read,
    allow(panic_in_body, reason = "the number was checked by its range"),
    allow(print_in_body, reason = "the console is what this is for"),
)]
fn several_reasons(#[validate(range(max = 5))] number: u32) -> u32 {
    println!("{number}");
    number.checked_add(1).unwrap()
}

/// A reason of exactly 15 characters, of another alphabet.
#[capability(read, allow(panic_in_body, reason = "кто-то проверил"))]
fn shortest_reason(#[validate(range(max = 5))] number: u32) -> u32 {
    number.checked_add(1).unwrap()
}

/// One that is not needed.
#[capability(read, allow(panic_in_body, reason = "there was something here once"))]
fn unused(number: u32) -> u32 {
    number
}

fn main() {}
