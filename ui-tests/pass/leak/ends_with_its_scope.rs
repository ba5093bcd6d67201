use portcullis::prelude::*;
use std::mem;

/// Everything here is freed.
#[capability(read)]
fn freed(number: u32) -> u32 {
    let mut list = vec![number];
    let taken = mem::take(&mut list);
    let old = mem::replace(&mut list, vec![1, 2]);
    drop(taken);
    let boxed = Box::new(number);
    let pointer = std::sync::Arc::new(number);
    let lent = std::sync::Arc::as_ptr(&pointer);
    old.len() as u32 + *boxed + u32::from(lent.is_null())
}

/// Taken back by the same body.
#[capability(read, allow(unsafe_block, reason = "the test is about another rule"))]
fn taken_back(number: u32) -> u32 {
    let pointer = Box::into_raw(Box::new(number));
    let owner = unsafe { Box::from_raw(pointer) };
    *owner
}

fn main() {}
