use portcullis::prelude::*;
use std::io::{Write, stdout};

/// The file says what `stdout` is.
#[capability(read)]
fn imported(number: u32) -> Result<u64, Internal> {
    writeln!(stdout(), "{number}")?;
    Ok(number.into())
}

fn main() {}
