use portcullis::prelude::*;
use portcullis::BoundedVec;

#[data]
enum Value {
    Number(i64),
    Truth(bool),
}

#[data]
struct Any {
    number: u32,
}

#[data(input)]
struct Pair<Value> {
    one: Value,
    other: Value,
}

/// Takes input.
#[capability(read)]
fn take(value: Value, #[validate(length(max = 5))] values: Vec<Value>, more: BoundedVec<Value, 3>, any: Any) -> usize {
    let _ = value;
    values.len() + more.as_slice().len() + any.number as usize
}

/// Takes input.
#[capability(read)]
fn pair(#[input] pair: Pair<u8>) -> u8 {
    pair.one.max(pair.other)
}

fn main() {
    let _ = (Value::Number(1), Value::Truth(true));
}
