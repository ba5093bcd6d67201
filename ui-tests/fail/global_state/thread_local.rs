use portcullis::prelude::*;
use std::cell::{Cell, RefCell};

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
    static TRACE: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
}

/// Changes what the thread's other calls see.
#[capability(read)]
fn enter(number: u32) -> u32 {
    DEPTH.with(|depth| depth.set(number)); //~ P506
    TRACE.with_borrow_mut(|trace| trace.push(number)); //~ P506
    number
}

fn main() {}
