use portcullis::prelude::*;
use portcullis::Effect;
use portcullis::authority::{Program, ProgramSpec};

struct Date;

impl ProgramSpec for Date {
    const PATH: &'static str = "/bin/date";
    const EFFECT: Effect = Effect::Read;
}

/// The owner has granted it.
#[capability(read)]
fn granted(call: &Call, #[grant] date: Program<Date>) -> Result<u32, Internal> {
    let done = date.command().fixed("-u").run(call)?;
    Ok(done.stdout.len() as u32 + std::process::id())
}

fn main() {}
