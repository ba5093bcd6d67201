use portcullis::prelude::*;

use std::io::Write;

/// Rows that are written to a stream, in a loop.
#[capability(read)]
fn written(#[validate(length(max = 100))] names: String) -> Result<u64, Internal> {
    let mut out = std::io::sink();
    writeln!(out, "<table>")?;
    for name in names.split(',') {
        writeln!(out, "<tr><td>{name}</td></tr>")?; //~ P214
    }
    Ok(0)
}

fn main() {}
