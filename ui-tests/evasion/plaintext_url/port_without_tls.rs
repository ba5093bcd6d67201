use portcullis::prelude::*;

/// Nothing says how it is spoken to.
#[capability(read)]
fn forecast(number: u32) -> (&'static str, u32) {
    ("api.skyforecast.net", 80 + number)
}

fn main() {}
