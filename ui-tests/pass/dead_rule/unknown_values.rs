use std::cmp::Ordering;

use portcullis::prelude::*;
use portcullis::ready::{Currency, Money};

/// Pays a customer back.
#[capability(read)]
fn refund(amount: Money, count: u32, rate: f64) -> u32 {
    count
}

const MOST: u32 = 200;
const LEAST: u32 = 100;

fn main() {
    let few = Money::new(5, Currency::EUR);
    let _ = few.partial_cmp(&few) == Some(Ordering::Equal);
    let _ = policy! {
        principal operator = local;
        principal pricing = plugin "pricing";
        // The same, or one below the other: what constants are is not known.
        permit operator on refund when input.count <= MOST && input.count >= 150;
        permit operator on refund when input.count <= LEAST && input.count != MOST;
        permit pricing on refund when input.count == LEAST && input.count == MOST;
        permit pricing on refund when input.rate <= 1.5 && !(input.rate < 0.5);
        permit pricing on refund when input.rate > 1.5;
    };
}
