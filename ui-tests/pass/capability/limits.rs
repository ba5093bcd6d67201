//! Limits at their bounds.

use portcullis::prelude::*;

/// The least of all.
#[capability(
    read,
    timeout = "1ms",
    max_input = "1B",
    max_output = "1B",
    rate = "1/h",
    burst = 1,
    concurrency = 1
)]
fn least() {}

/// The most of all.
#[capability(
    write,
    timeout = "10min",
    max_output = "16MiB",
    rate = "1000000/s",
    burst = 1_000_000,
    concurrency = 65_536
)]
fn most() {}

/// The most in other units.
#[capability(read, timeout = "600000ms", max_output = "16777216B")]
fn most_in_small_units() {}

/// The most in seconds and kibibytes.
#[capability(read, timeout = "600s", max_output = "16384KiB", rate = "1000000/min")]
fn most_in_middle_units() {}

/// In minutes, by their short name; with spaces; with a trailing comma.
#[capability(read, timeout = " 2 m ", max_output = "64 KiB", rate = " 30 / min ")]
fn spaced() {}

/// A number with a suffix, and one in another base.
#[capability(read, burst = 10u32, concurrency = 0x10)]
fn numbers() {}

/// Nearly as much as an input can be.
#[capability(read)]
fn large_input(#[validate(length(max = 345_000))] text: String) -> u64 {
    text.len() as u64
}

/// The most that an input can be.
#[capability(read, max_input = "16MiB")]
fn largest_input(#[validate(length(max = 1_200_000))] text: String) -> u64 {
    text.len() as u64
}

/// Less than the input can need.
#[capability(read, max_input = "64KiB")]
fn less_input(#[validate(length(max = 1_000_000_000))] text: String) -> u64 {
    text.len() as u64
}

/// Tried again, and not for a while.
#[capability(
    read,
    retry(attempts = 10, backoff = "1ms..10min"),
    breaker(failures = 1000, cooldown = "10min")
)]
fn at_their_ends(
    #[validate(length(max = 8))] name: String,
    #[validate(length(max = 4))] numbers: Vec<u8>,
) -> usize {
    name.len() + numbers.len()
}

/// Tried twice, the whole input each time.
#[capability(read, breaker(cooldown = "1ms", failures = 1), retry(backoff = "1ms..1ms", attempts = 2))]
fn at_their_other_ends(#[input] order: Order) -> u32 {
    order.number
}

/// An order.
#[data(input)]
#[derive(Clone)]
struct Order {
    number: u32,
}

/// An effect may have a breaker, and happen once for a key.
#[capability(write, idempotent, breaker(failures = 5, cooldown = "30s"))]
fn effect_with_a_breaker() {}

fn main() {}
