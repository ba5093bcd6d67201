use portcullis::prelude::*;

fn date() -> bool {
    std::process::Command::new("date").status().is_ok()
}

/// The program is started elsewhere.
#[capability(write)]
fn helped(number: u32) -> u32 {
    number + u32::from(date())
}

fn main() {}
