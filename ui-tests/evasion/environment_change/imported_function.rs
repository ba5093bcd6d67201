use portcullis::prelude::*;
use std::env::set_current_dir;

/// The file says what it is.
#[capability(write)]
fn imported(number: u32) -> Result<u32, Internal> {
    set_current_dir("/srv")?;
    Ok(number)
}

fn main() {}
