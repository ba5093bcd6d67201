use portcullis::prelude::*;

struct Header {
    mode: u32,
}

impl Header {
    fn mode(&self, mask: u32) -> u32 {
        self.mode & mask
    }
}

/// A text that is no secret, a mode that is asked for.
#[capability(read)]
fn others(#[validate(length(max = 100))] text: String) -> u32 {
    let mut lines: Vec<u8> = Vec::new();
    lines.extend_from_slice(text.as_bytes());
    Header { mode: 0o666 }.mode(0o700)
}

fn main() {}
