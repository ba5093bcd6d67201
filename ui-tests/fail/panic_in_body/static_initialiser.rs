use portcullis::prelude::*;

/// What a `static` runs later depends on the run.
#[capability(read, allow(ambient_environment, reason = "the test is about another rule"))]
fn initialised(number: u32) -> u32 {
    static HOME: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| std::env::var("HOME").unwrap()); //~ P203
    const PARSE: fn(&str) -> u32 = |text| text.parse().unwrap(); //~ P203
    number + PARSE(&HOME)
}

fn main() {}
