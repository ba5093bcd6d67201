//! The search through a text: one pass that looks at four bytes at a time and stops only where a credential could be.
//!
//! Whatever a text holds, the work is bounded by its length: every reading ahead or back has a fixed bound, or ends where
//! the next one would begin.

use std::ops::Range;
use std::sync::LazyLock;

use crate::format::{Format, Shape};
use crate::pattern::Pattern;
use crate::published::is_published;
use crate::table::FORMATS;
use crate::{named, pair};

/// A credential in a text.
///
/// ```
/// let token = ["7Gk2mQ9x", "Vb4Rt8Lw"].concat();
/// let text = format!("GET /orders Authorization: Bearer {token}");
/// let found: Vec<_> = portcullis_patterns::find(&text).collect();
/// assert_eq!(found[0].format().id(), "generic-secret");
/// assert_eq!(text[found[0].range()], token);
/// ```
#[derive(Clone, Debug)]
pub struct Match {
    format: &'static Format,
    range: Range<usize>,
}

impl Match {
    /// What kind of credential it is.
    pub fn format(&self) -> &'static Format {
        self.format
    }

    /// Where it stands, in bytes: the credential alone, not the name before it nor the quotes around it.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }
}

/// The matches of a text, from its start to its end; none overlaps the one before.
pub(crate) struct Matches<'a> {
    text: &'a [u8],
    /// Where the next four bytes are looked at, up to where.
    marks: Range<usize>,
    /// What stands before belongs to a match already.
    free: usize,
}

impl<'a> Matches<'a> {
    pub(crate) fn of(text: &'a [u8]) -> Self {
        Self::between(text, 0..text.len(), 0)
    }

    pub(crate) fn between(text: &'a [u8], marks: Range<usize>, free: usize) -> Self {
        // No mark is looked at that stands in the last match.
        Matches { text, marks: marks.start.max(free)..marks.end, free }
    }
}

impl Iterator for Matches<'_> {
    type Item = Match;

    fn next(&mut self) -> Option<Match> {
        // The last mark may end behind the others.
        let end = self.marks.end.saturating_add(3).min(self.text.len());
        let found = INDEX.first_behind(self.text, self.marks.start..end, self.free, Among::All)?;
        (self.marks.start, self.free) = (found.range.end, found.range.end);
        Some(found)
    }
}

/// The format that only its name tells, if `value` is of one.
pub(crate) fn format_of_named(name: &str, value: &[u8]) -> Option<&'static Format> {
    const LENGTHS: std::ops::RangeInclusive<usize> = 12..=128;
    if !LENGTHS.contains(&value.len()) {
        return None;
    }
    let name: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let has_name = |names: &[&str]| names.iter().any(|part| name.contains(part));
    INDEX
        .named
        .iter()
        .find(|named| has_name(named.names) && named.patterns.iter().any(|pattern| pattern.is_whole(value)))
        .map(|named| named.format)
}

/// Whether a text is or holds a credential that needs no name.
pub(crate) fn has_token(text: &[u8]) -> bool {
    INDEX.first(text, 0, text.len(), Among::Unnamed).is_some()
}

static INDEX: LazyLock<Index> = LazyLock::new(Index::new);

/// Four bytes, of which letters may be of either case, to what may begin there.
struct Index {
    /// A bit for each hash of four bytes that begin something.
    filter: Box<[u64; WORDS]>,
    /// Sorted by the word of the filter that they set a bit of, then by the four bytes.
    entries: Vec<Entry>,
    /// Where the entries of each word begin; one more than there are words.
    starts: Vec<usize>,
    tokens: Vec<Token>,
    named: Vec<Named>,
}

const FILTER_BITS: u32 = 18;
const WORDS: usize = 1 << (FILTER_BITS - 6);

#[derive(Clone, Copy)]
struct Entry {
    gram: u32,
    leads_to: LeadsTo,
}

#[derive(Clone, Copy)]
enum LeadsTo {
    /// A number in `tokens`.
    Token(usize),
    Structure(&'static Format, fn(&[u8], usize) -> Option<Range<usize>>),
    Pair,
}

struct Token {
    format: &'static Format,
    pattern: Pattern,
    check: fn(&[u8]) -> bool,
}

struct Named {
    format: &'static Format,
    names: &'static [&'static str],
    patterns: Vec<Pattern>,
}

/// What is looked for: runs of characters; those and what a function finds; those and pairs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Among {
    Tokens,
    Unnamed,
    All,
}

impl Index {
    fn new() -> Self {
        let mut index = Index {
            filter: Box::new([0; WORDS]),
            entries: Vec::new(),
            starts: Vec::new(),
            tokens: Vec::new(),
            named: Vec::new(),
        };
        for format in FORMATS {
            index.add(format);
        }
        // What needs no name is looked for first.
        for stem in STEMS {
            index.add_mark(stem, LeadsTo::Pair);
        }
        index.sort();
        index
    }

    /// Counts the entries of each word, then puts them where they belong, each behind those that were added before it.
    fn sort(&mut self) {
        let mut starts = vec![0; WORDS + 1];
        for entry in &self.entries {
            let (word, bit) = place(entry.gram);
            if let (Some(word), Some(count)) = (self.filter.get_mut(word), starts.get_mut(word + 1)) {
                *word |= 1 << bit;
                *count += 1;
            }
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        let mut next = starts.clone();
        let mut sorted = self.entries.clone();
        for entry in &self.entries {
            if let Some(next) = next.get_mut(place(entry.gram).0) {
                if let Some(slot) = sorted.get_mut(*next) {
                    *slot = *entry;
                }
                *next += 1;
            }
        }
        (self.entries, self.starts) = (sorted, starts);
    }

    fn add(&mut self, format: &'static Format) {
        match &format.shape {
            Shape::Token { patterns, check } => {
                for pattern in patterns.iter().filter_map(|pattern| Pattern::parse(pattern)) {
                    let leads_to = LeadsTo::Token(self.tokens.len());
                    pattern.each_anchor(|gram| self.entries.push(Entry { gram: folded(gram), leads_to }));
                    self.tokens.push(Token { format, pattern, check: *check });
                }
            }
            Shape::Named { names, patterns } => {
                let patterns = patterns.iter().filter_map(|pattern| Pattern::parse(pattern)).collect();
                self.named.push(Named { format, names, patterns });
            }
            Shape::Structure { marks, find } => {
                for mark in *marks {
                    self.add_mark(mark, LeadsTo::Structure(format, *find));
                }
            }
            Shape::Generic => {}
        }
    }

    /// A mark of three characters stands before any other.
    fn add_mark(&mut self, mark: &str, leads_to: LeadsTo) {
        match *mark.as_bytes() {
            [a, b, c] => {
                let others = (0..=255).filter(|byte: &u8| !byte.is_ascii_alphabetic() || c == b'/');
                self.entries.extend(others.map(|d| Entry { gram: folded([a, b, c, d]), leads_to }));
            }
            [a, b, c, d, ..] => self.entries.push(Entry { gram: folded([a, b, c, d]), leads_to }),
            _ => {}
        }
    }

    /// The first match that begins at `from` or behind it, and whose mark stands before `to`.
    fn first(&self, text: &[u8], from: usize, to: usize, among: Among) -> Option<Match> {
        self.first_behind(text, from..to, from, among)
    }

    /// The first match whose mark stands in `marks`, and that begins at `free` or behind it.
    fn first_behind(&self, text: &[u8], marks: Range<usize>, free: usize, among: Among) -> Option<Match> {
        let from = marks.start;
        let searched = text.get(marks)?;
        for (offset, window) in searched.windows(4).enumerate() {
            let &[a, b, c, d] = window else { continue };
            let gram = folded([a, b, c, d]);
            let (word, bit) = place(gram);
            if self.filter.get(word).is_some_and(|word| word >> bit & 1 == 1)
                && let Some(found) = self.verify(text, from + offset, gram, free, among)
            {
                return Some(found);
            }
        }
        None
    }

    #[cold]
    #[inline(never)]
    fn verify(&self, text: &[u8], at: usize, gram: u32, free: usize, among: Among) -> Option<Match> {
        let word = place(gram).0;
        let entries = self.entries.get(*self.starts.get(word)?..*self.starts.get(word + 1)?)?;
        let entries = entries.iter().filter(|entry| entry.gram == gram);
        for entry in entries {
            let found = match entry.leads_to {
                LeadsTo::Token(number) => self.tokens.get(number).and_then(|token| token.around(text, at)),
                LeadsTo::Structure(format, find) if among >= Among::Unnamed => find(text, at)
                    .filter(|range| !self.holds(text, range, Among::Tokens))
                    .map(|range| Match { format, range }),
                LeadsTo::Pair if among == Among::All => self.pair(text, at),
                LeadsTo::Structure(..) | LeadsTo::Pair => None,
            };
            let is_one = |found: &Match| {
                let range = found.range();
                range.start >= free && text.get(range).is_some_and(|it| !it.is_empty() && !is_published(it))
            };
            if let Some(found) = found.filter(is_one) {
                return Some(found);
            }
        }
        None
    }

    fn pair(&self, text: &[u8], at: usize) -> Option<Match> {
        let pair = pair::around(text, at)?;
        let bytes = text.get(pair.value.clone())?;
        let value = std::str::from_utf8(bytes).ok()?;
        if value.len() < 8 {
            return None;
        }
        let format = named::format_of(pair.name, value, pair.is_literal)?;
        (!self.holds(text, &pair.value, Among::Unnamed)).then_some(Match { format, range: pair.value })
    }

    /// Whether a part of a wider match is a credential that has a format of its own.
    fn holds(&self, text: &[u8], range: &Range<usize>, among: Among) -> bool {
        const LONGEST: usize = 1024;
        range.len() <= LONGEST
            && self
                .first(text, range.start, range.end, among)
                .is_some_and(|found| found.range.end <= range.end)
    }
}

impl Token {
    fn around(&self, text: &[u8], at: usize) -> Option<Match> {
        let range = self.pattern.around(text, at)?;
        (self.check)(text.get(range.clone())?).then_some(Match { format: self.format, range })
    }
}

/// What the names of credentials have in them.
const STEMS: [&str; 14] = [
    "pass", "secr", "toke", "cred", "auth", "bear", "mnem", "phra", "key", "pwd", "jwt", "sig", "psk", "dsn",
];

/// Letters in either case are one; what else falls together is told apart later.
fn folded(bytes: [u8; 4]) -> u32 {
    u32::from_le_bytes(bytes) | 0x2020_2020
}

fn place(gram: u32) -> (usize, u32) {
    let hash = gram.wrapping_mul(0x9E37_79B1) >> (32 - FILTER_BITS);
    ((hash >> 6) as usize, hash & 63)
}

#[cfg(test)]
mod tests {
    use super::{FORMATS, INDEX, Pattern, Shape};

    #[test]
    fn each_pattern_is_well_written_and_has_an_anchor() {
        for format in FORMATS {
            match &format.shape {
                Shape::Token { patterns, .. } => {
                    for pattern in *patterns {
                        let mut anchors = 0;
                        if let Some(pattern) = Pattern::parse(pattern) {
                            pattern.each_anchor(|_| anchors += 1);
                        }
                        assert!(anchors > 0, "{}: {pattern}", format.id());
                    }
                }
                Shape::Named { names, patterns } => {
                    assert!(names.iter().all(|name| {
                        name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
                    }));
                    for pattern in *patterns {
                        assert!(Pattern::parse(pattern).is_some(), "{}: {pattern}", format.id());
                    }
                }
                Shape::Structure { marks, .. } => {
                    assert!(marks.iter().all(|mark| mark.len() >= 3), "{}", format.id())
                }
                Shape::Generic => {}
            }
        }
    }

    #[test]
    fn the_filter_lets_little_through() {
        let bits: u32 = INDEX.filter.iter().map(|word| word.count_ones()).sum();
        assert!(bits < 1 << 13, "{bits} of {} bits are set", 1 << 18);
    }
}
