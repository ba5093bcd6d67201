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

type Harmless = Outbox;

/// Another name is the same authority.
#[capability(read)]
fn look(#[grant] outbox: Harmless) -> String { //~ P711
    outbox.describe()
}

fn main() {}
