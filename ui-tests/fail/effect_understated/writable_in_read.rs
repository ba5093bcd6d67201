use portcullis::prelude::*;
use portcullis::{Authority, Effect};

#[derive(Clone)]
struct Outbox;

impl Authority for Outbox {
    const EFFECT: Effect = Effect::Write;
    const KIND: &'static str = "queue";

    fn describe(&self) -> String {
        "a queue".into()
    }
}

/// Says that it only reads.
#[capability(read)]
fn look(#[grant] outbox: Outbox) -> String { //~ P711
    outbox.describe()
}

fn main() {}
