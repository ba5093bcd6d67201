//! Copies standard input to standard output without the credentials that are found in it.
//!
//! `dmesg | cargo run --release -p portcullis-patterns --example redact`. With `--changed` only the lines that changed are
//! printed, and how many there were.

use std::io::Read;

use portcullis_patterns::redact;

fn main() -> std::io::Result<()> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    if std::env::args().nth(1).as_deref() != Some("--changed") {
        print!("{}", redact(&text));
        return Ok(());
    }
    let (mut lines, mut changed) = (0, 0);
    for line in text.lines() {
        lines += 1;
        let redacted = redact(line);
        if redacted != line {
            changed += 1;
            println!("{redacted}");
        }
    }
    eprintln!("{changed} of {lines} lines, {:.3} %", f64::from(changed) * 100.0 / f64::from(lines.max(1)));
    Ok(())
}
