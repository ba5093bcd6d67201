use portcullis::prelude::*;

/// Somebody is writing this at the moment.
#[capability(read)]
fn first(numbers: u32) -> u32 {
    let next = numbers. //~ refused
} //~ refused

/// The capability is still there.
#[capability(read)]
fn second(number: u32) -> u32 {
    number
}

async fn uses(gate: &Gate) {
    let _ = Gate::builder().capability(first).capability(second);
    let _ = gate.call(first, &Caller::local(), (5,)).await;
}

fn main() {}
