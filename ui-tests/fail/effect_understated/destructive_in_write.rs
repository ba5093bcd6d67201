use portcullis::prelude::*;
use portcullis::{Authority, Effect};

#[derive(Clone)]
struct Archive;

impl Authority for Archive {
    const EFFECT: Effect = Effect::Destructive;
    const KIND: &'static str = "archive";

    fn describe(&self) -> String {
        "a archive".into()
    }
}

/// Says that what it does can be undone.
#[capability(write)]
fn change(#[grant] archive: Archive) -> String { //~ P711
    archive.describe()
}

fn main() {}
