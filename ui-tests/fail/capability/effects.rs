use portcullis::prelude::*;
use portcullis::{Authority, Effect, State};

#[derive(Clone)]
struct Outbox;

impl Authority for Outbox {
    const EFFECT: Effect = Effect::Write;
    const KIND: &'static str = "queue";

    fn describe(&self) -> String {
        "the outbox".into()
    }
}

/// Reads, and could write.
#[capability(read)]
fn look(#[grant] outbox: Outbox) -> String { //~ refused
    outbox.describe()
}

/// One of two could write; the other is no authority.
#[capability(read)]
fn look_twice(#[grant] outbox: Outbox, #[grant] count: State<u32>, #[grant] number: u32) -> String { //~ refused refused
    outbox.describe() + &count.describe() + &number.to_string()
}

fn main() {}
