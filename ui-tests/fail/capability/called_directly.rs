use portcullis::prelude::*;

/// Adds two numbers.
#[capability(read)]
fn add(a: i32, b: i32) -> i64 {
    i64::from(a) + i64::from(b)
}

/// Doubles a number.
#[capability(read)]
async fn double(number: i32) -> i64 {
    i64::from(number) * 2
}

/// Says nothing.
#[capability(read)]
fn nothing() {}

async fn calls() {
    add(1, 2); //~ refused
    double(1).await; //~ refused
    nothing(); //~ refused
}

fn main() {}
