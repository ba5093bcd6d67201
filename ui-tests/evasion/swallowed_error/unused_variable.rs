use portcullis::prelude::*;

struct Journal;

impl Journal {
    fn flush(&self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A variable that nobody reads.
#[capability(write)]
fn unused_variable(number: u32) -> u32 {
    let _flushed = Journal.flush();
    drop(Journal.flush());
    number
}

fn main() {}
