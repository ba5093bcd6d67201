use portcullis::prelude::*;

fn enter() -> bool {
    std::env::set_current_dir("/srv").is_ok()
}

/// The folder is changed elsewhere.
#[capability(write)]
fn helped(number: u32) -> u32 {
    number + u32::from(enter())
}

fn main() {}
