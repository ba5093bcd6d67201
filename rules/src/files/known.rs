//! The credentials of a text, and where they stand in it once more.

use std::collections::HashMap;
use std::ops::Range;

/// Each is a credential wherever it stands again, with no name beside it.
pub(super) struct Known<'a> {
    by_end: HashMap<&'a [u8; END], Vec<&'a [u8]>>,
}

/// By so many of their last bytes they are looked for. Their first ones many have in common.
const END: usize = 8;

/// Of so many with one end, which only a text has that is made to have them. All of them are hidden where they are found.
const MOST: usize = 64;

impl<'a> Known<'a> {
    pub(super) fn of(text: &'a [u8], ranges: &[Range<usize>]) -> Self {
        let mut by_end: HashMap<&[u8; END], Vec<&[u8]>> = HashMap::new();
        for credential in ranges.iter().filter_map(|range| text.get(range.clone())) {
            if let Some(end) = credential.last_chunk::<END>() {
                let alike = by_end.entry(end).or_default();
                if alike.len() < MOST && !alike.contains(&credential) {
                    alike.push(credential);
                }
            }
        }
        Self { by_end }
    }

    /// Where they stand in a text, or on a line.
    pub(super) fn all_in<'s>(&'s self, text: &'s [u8]) -> impl Iterator<Item = Range<usize>> {
        let ends = text.windows(END).enumerate();
        ends.filter_map(move |(at, end)| {
            let end: &[u8; END] = end.try_into().ok()?;
            let before = text.get(..at + END)?;
            let alike = self.by_end.get(end)?.iter().filter(|credential| before.ends_with(credential));
            alike.map(|credential| before.len() - credential.len()..before.len()).min_by_key(|it| it.start)
        })
    }
}
