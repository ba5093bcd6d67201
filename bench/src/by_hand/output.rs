//! Encoding that stops at the limit instead of measuring afterwards.

use std::io;

use serde::Serialize;

/// The JSON of `value`, or `None` as soon as it would be longer than `limit` bytes.
pub(super) fn encode(value: &impl Serialize, limit: usize) -> Option<Vec<u8>> {
    let mut bounded = Bounded { bytes: Vec::with_capacity(128), limit };
    serde_json::to_writer(&mut bounded, value).ok()?;
    Some(bounded.bytes)
}

struct Bounded {
    bytes: Vec<u8>,
    limit: usize,
}

impl io::Write for Bounded {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        if part.len() > self.limit - self.bytes.len() {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn encoding_stops_at_the_limit() {
        assert_eq!(encode(&"four", 6), Some(br#""four""#.to_vec()));
        assert_eq!(encode(&"fives", 6), None);
    }
}
