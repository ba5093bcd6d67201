use portcullis::prelude::*;

/// Adds two numbers.
#[capability(read)]
fn add(a: i32, b: i32) -> i64 {
    i64::from(a) + i64::from(b)
}

/// Doubles a number.
#[capability(read)]
fn double(number: i32) -> i64 {
    i64::from(number) * 2
}

#[data]
struct Order {
    number: u32,
}

/// Places an order.
#[capability(read)]
fn place(#[input] order: Order) -> u32 {
    order.number
}

async fn calls(gate: &Gate) {
    let _ = gate.call(add, &Caller::local(), (1, 2, 3)).await; //~ refused
    let _ = gate.call(add, &Caller::local(), (1, "2")).await; //~ refused
    let _ = gate.call(double, &Caller::local(), 1).await; //~ refused
    let _ = gate.call(place, &Caller::local(), (5,)).await; //~ refused
    let _ = gate.call(add, "local", (1, 2)).await; //~ refused
}

fn main() {}
