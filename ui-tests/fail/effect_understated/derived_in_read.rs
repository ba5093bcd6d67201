use portcullis::Authority;
use portcullis::prelude::*;

#[derive(Clone, Authority)]
#[authority(write)]
struct Outbox;

/// Says that it only reads.
#[capability(read)]
fn look(#[grant] outbox: Outbox) -> String { //~ P711
    outbox.describe()
}

fn main() {}
