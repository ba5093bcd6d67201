use portcullis::prelude::*;

struct Document;

impl Document {
    fn print(&self) -> &'static str {
        "println!()"
    }

    fn stdout(&self) -> u64 {
        1
    }
}

fn println(text: &str) -> u64 {
    text.len() as u64
}

/// Prints nothing.
#[capability(read)]
fn look_alikes(number: u32) -> Result<u64, Internal> {
    use std::fmt::Write;
    let mut text = String::new();
    writeln!(text, "{number}")?;
    write!(&mut text, "{}", Document.print())?;
    let _arguments = format_args!("eprintln");
    Ok(println(&text) + Document.stdout())
}

fn main() {}
