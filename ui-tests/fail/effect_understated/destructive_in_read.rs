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

/// Says that it only reads.
#[capability(read)]
async fn look(#[grant] archive: Archive) -> String { //~ P711
    archive.describe()
}

fn main() {}
