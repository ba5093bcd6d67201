use portcullis::prelude::*;
use portcullis::{Authority, Effect};

#[derive(Clone)]
struct Outbox;

impl Outbox {
    fn post(&self, number: u32) -> u32 {
        number
    }
}

impl Authority for Outbox {
    /// It is not true, and nobody can see that.
    const EFFECT: Effect = Effect::Read;
    const KIND: &'static str = "queue";

    fn describe(&self) -> String {
        "a queue".into()
    }
}

/// Writes, and says that it reads.
#[capability(read)]
fn look(#[grant] outbox: Outbox, number: u32) -> u32 {
    outbox.post(number)
}

fn main() {}
