//! Where something stands in a text that is read once: lines and columns, counted in characters.

/// The place of a byte. It only moves on, so that a long text is counted once, whatever is found in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// From 1.
    pub(super) line: usize,
    /// Characters before it on its line.
    pub(super) column: usize,
}

impl Place {
    pub(super) const START: Place = Place { line: 1, column: 0 };

    /// The place behind these bytes, which follow.
    pub(super) fn behind(self, bytes: &[u8]) -> Self {
        match bytes.iter().rposition(|&byte| byte == b'\n') {
            None => Place { line: self.line, column: self.column + count(bytes) },
            Some(last) => Place {
                line: self.line + bytes.iter().filter(|&&byte| byte == b'\n').count(),
                column: count(bytes.get(last + 1..).unwrap_or_default()),
            },
        }
    }
}

fn count(bytes: &[u8]) -> usize {
    if bytes.is_ascii() { bytes.len() } else { characters(bytes).count() }
}

/// The characters of bytes, each with its place among them. What is no UTF-8 is one character.
pub(super) fn characters(bytes: &[u8]) -> impl Iterator<Item = (usize, char)> {
    let mut start = 0;
    bytes.utf8_chunks().flat_map(move |chunk| {
        let (from, valid) = (start, chunk.valid());
        start += valid.len() + chunk.invalid().len();
        let invalid =
            (!chunk.invalid().is_empty()).then_some((from + valid.len(), char::REPLACEMENT_CHARACTER));
        valid.char_indices().map(move |(at, character)| (from + at, character)).chain(invalid)
    })
}

/// The start of the character that `at` stands in.
pub(super) fn boundary(bytes: &[u8], at: usize) -> usize {
    let is_inside = |at: usize| bytes.get(at).is_some_and(|byte| byte & 0xC0 == 0x80);
    (at.saturating_sub(3)..=at).rev().find(|&at| !is_inside(at)).unwrap_or(at)
}
