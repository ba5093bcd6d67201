use portcullis::prelude::*;
use std::sync::LazyLock;

/// In a macro, in a closure, as a value, in a static of the body's own.
#[capability(read)]
fn hidden(number: u32) -> u32 {
    static ORDERS: LazyLock<bool> = LazyLock::new(|| std::env::var("ORDERS").is_ok()); //~ P307
    let list = vec![std::env::var("ORDERS")]; //~ P307
    let text = format!("{}", std::env::var("ORDERS").unwrap_or_default()); //~ P307
    let more: Vec<_> = ["A", "B"].into_iter().map(std::env::var_os).collect(); //~ P307
    number + (list.len() + text.len() + more.len()) as u32 + u32::from(*ORDERS)
}

fn main() {}
