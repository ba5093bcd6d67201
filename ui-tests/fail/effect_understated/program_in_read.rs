use portcullis::Effect;
use portcullis::authority::{Program, ProgramSpec};
use portcullis::prelude::*;

/// Says nothing, so it is a `write`.
struct Sort;

impl ProgramSpec for Sort {
    const PATH: &'static str = "/usr/bin/sort";
}

struct Count;

impl ProgramSpec for Count {
    const PATH: &'static str = "/usr/bin/wc";
    const EFFECT: Effect = Effect::Read;
}

/// Says that it only reads.
#[capability(read)]
fn sort(call: &Call, #[grant] sort: Program<Sort>) -> bool { //~ P711
    sort.command().run(call).is_ok()
}

/// Only reads.
#[capability(read)]
fn count(call: &Call, #[grant] count: Program<Count>) -> bool {
    count.command().run(call).is_ok()
}

fn main() {}
