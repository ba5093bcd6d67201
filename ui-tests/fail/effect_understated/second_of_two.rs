use portcullis::prelude::*;
use portcullis::{Authority, Effect};

#[derive(Clone)]
struct Catalogue;

impl Authority for Catalogue {
    const EFFECT: Effect = Effect::Read;
    const KIND: &'static str = "catalogue";

    fn describe(&self) -> String {
        "a catalogue".into()
    }
}

#[derive(Clone)]
struct Outbox;

impl Authority for Outbox {
    const EFFECT: Effect = Effect::Write;
    const KIND: &'static str = "queue";

    fn describe(&self) -> String {
        "a queue".into()
    }
}

/// One of the two is enough.
#[capability(read)]
fn look(#[grant] catalogue: Catalogue, #[grant] outbox: Outbox) -> String { //~ P711
    catalogue.describe() + &outbox.describe()
}

fn main() {}
