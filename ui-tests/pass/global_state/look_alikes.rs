use portcullis::prelude::*;
use std::cell::RefCell;
use std::sync::atomic::{AtomicU32, Ordering};

struct Pattern;

impl Pattern {
    fn replace(&self, text: &str, with: &str) -> String {
        format!("{text}{with}")
    }

    fn with(&self, one: u32, two: u32) -> u32 {
        one + two
    }

    fn lock(&self, number: u32) -> u32 {
        number
    }
}

static PATTERN: Pattern = Pattern;

/// What is the call's own may change.
#[capability(read)]
fn look_alikes(number: u32) -> u32 {
    const FRESH: AtomicU32 = AtomicU32::new(0);
    let own = AtomicU32::new(number);
    own.store(3, Ordering::Relaxed);
    let counter = FRESH;
    let memo = RefCell::new(vec![number]);
    memo.borrow_mut().push(1);
    #[expect(non_snake_case, reason = "a name from a formula")]
    let AB = RefCell::new(1);
    *AB.borrow_mut() += 1;
    let text = PATTERN.replace("a", "b");
    counter.fetch_add(1, Ordering::Relaxed) + text.len() as u32 + PATTERN.with(1, 2) + PATTERN.lock(1)
}

fn main() {}
