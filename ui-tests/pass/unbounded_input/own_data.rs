use portcullis::prelude::*;
use portcullis::BoundedVec;

#[data]
struct Order {
    number: u32,
    #[validate(length(max = 200))]
    note: String,
    lines: BoundedVec<Line, 10>,
}

#[data]
struct Line {
    amount: u32,
}

/// Takes an order.
#[capability(read)]
fn take(#[input] order: Order) -> u64 {
    u64::from(order.number) + order.note.len() as u64 + order.lines.iter().map(|line| u64::from(line.amount)).sum::<u64>()
}

/// What goes out is bounded by `max_output`.
#[capability(read)]
fn answer(number: u32) -> Vec<u32> {
    vec![number]
}

fn main() {}
