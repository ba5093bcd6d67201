//! A stream of bytes as text: what has a mark of UTF-16 is decoded, and all else is taken as it is, valid UTF-8 or not.

use std::io::{self, Read};

/// A NUL in so many bytes says that a stream is no text, as it does for git.
const FIRST: u64 = 8 * 1024;

/// How much of UTF-16 is decoded at once.
const PIECE: u64 = 64 * 1024;

/// A stream from which text is read.
pub(super) struct Text<R> {
    stream: R,
    encoding: Encoding,
    /// Of UTF-16, what does not make a character yet.
    rest: Vec<u8>,
    /// Whether there is no more.
    ended: bool,
}

#[derive(Clone, Copy)]
enum Encoding {
    Bytes,
    Utf16(fn([u8; 2]) -> u16),
}

impl<R: Read> Text<R> {
    /// Reads the first bytes into `text`, which is empty. Nothing if they are of no text and `any` bytes do not do.
    pub(super) fn begin(mut stream: R, any: bool, text: &mut Vec<u8>) -> io::Result<Option<Self>> {
        (&mut stream).take(FIRST).read_to_end(text)?;
        let ended = (text.len() as u64) < FIRST;
        let mut begun = Self { stream, encoding: Encoding::Bytes, rest: Vec::new(), ended };
        let utf16 = |from: fn([u8; 2]) -> u16| Encoding::Utf16(from);
        (begun.encoding, begun.rest) = match text.as_slice() {
            [0xFF, 0xFE, rest @ ..] => (utf16(u16::from_le_bytes), rest.to_vec()),
            [0xFE, 0xFF, rest @ ..] => (utf16(u16::from_be_bytes), rest.to_vec()),
            _ => {
                if text.starts_with(&[0xEF, 0xBB, 0xBF]) {
                    text.drain(..3);
                }
                return Ok((any || !text.contains(&0)).then_some(begun));
            }
        };
        text.clear();
        begun.decode(text);
        Ok(Some(begun))
    }

    /// Reads on until there are about so many bytes in `text`, or no more; whether there are no more.
    pub(super) fn fill(&mut self, text: &mut Vec<u8>, length: usize) -> io::Result<bool> {
        while !self.ended && text.len() < length {
            if matches!(self.encoding, Encoding::Bytes) {
                let missing = (length - text.len()) as u64;
                self.ended = ((&mut self.stream).take(missing).read_to_end(text)? as u64) < missing;
            } else {
                self.ended = ((&mut self.stream).take(PIECE).read_to_end(&mut self.rest)? as u64) < PIECE;
                self.decode(text);
            }
        }
        Ok(self.ended)
    }

    /// Moves from `rest` to `text` what is whole.
    fn decode(&mut self, text: &mut Vec<u8>) {
        let Encoding::Utf16(unit) = self.encoding else { return };
        let (pairs, _) = self.rest.as_chunks::<2>();
        let mut units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
        if !self.ended {
            // Its other half is still to come.
            let is_first_half = units.last().is_some_and(|last| (0xD800..0xDC00).contains(last));
            units.truncate(units.len() - usize::from(is_first_half));
        }
        self.rest.drain(..2 * units.len());
        let mut utf8 = [0; 4];
        for character in char::decode_utf16(units) {
            let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
            text.extend_from_slice(character.encode_utf8(&mut utf8).as_bytes());
        }
    }
}
