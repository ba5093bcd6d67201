use portcullis::prelude::*;
use portcullis::{Authority, Effect, State};

#[derive(Clone)]
struct Catalogue;

impl Authority for Catalogue {
    const EFFECT: Effect = Effect::Read;
    const KIND: &'static str = "catalogue";

    fn describe(&self) -> String {
        "a catalogue".into()
    }
}

struct Cellar(u32);

/// Both only read.
#[capability(read)]
fn look(#[grant] catalogue: Catalogue, #[grant] cellar: State<Cellar>) -> String {
    format!("{} {}", catalogue.describe(), cellar.0)
}

fn main() {}
