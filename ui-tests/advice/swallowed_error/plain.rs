use portcullis::prelude::*;

struct Journal;

impl Journal {
    fn write_all(&self, _: &[u8]) -> std::io::Result<()> {
        Ok(())
    }

    fn flush(&self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Writes a line, or does not.
#[capability(write)]
fn plain(#[validate(length(max = 100))] line: String) -> usize {
    let journal = Journal;
    let _ = journal.write_all(line.as_bytes()); //~ P405
    journal.flush().ok(); //~ P405
    line.len()
}

fn main() {}
