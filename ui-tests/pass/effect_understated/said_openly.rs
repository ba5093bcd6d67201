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

#[derive(Clone)]
struct Catalogue;

impl Authority for Catalogue {
    const EFFECT: Effect = Effect::Read;
    const KIND: &'static str = "catalogue";

    fn describe(&self) -> String {
        "a catalogue".into()
    }
}

/// Says that it writes.
#[capability(write)]
fn post(#[grant] outbox: Outbox, #[grant] catalogue: Catalogue) -> String {
    outbox.describe() + &catalogue.describe()
}

fn main() {}
