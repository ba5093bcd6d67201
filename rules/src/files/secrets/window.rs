//! The search through one text of any length, by pieces: the memory that it takes depends on nothing that it reads.

use std::hash::BuildHasher;
use std::io::{self, Read};
use std::ops::Range;

use portcullis_patterns::{CONTEXT, Match, find_between};

use super::exception::{self, Exception};
use super::place::{Place, boundary, characters};
use super::text::Text;
use crate::files::known::Known;

/// How much is searched at once.
const PIECE: usize = 1024 * 1024;

/// How many characters of a line are kept before a finding, and behind its beginning; and how many lines.
const BEFORE: usize = 100;
const BEHIND: usize = 300;
const MOST_LINES: usize = 3;

/// More than this in one text are a list of credentials, and would fill the memory.
pub(super) const MOST: usize = 10_000;

/// As many bytes as the characters around a finding may have, and more.
const NEAR: usize = 4096;

/// What a text is.
pub(super) enum Searched {
    Text(Vec<Found>),
    /// There is more in it than anybody reads, and the rest was left.
    Flood(Vec<Found>),
    Binary,
}

/// A credential that was found, without the credential.
#[derive(Debug)]
pub(super) struct Found {
    /// Of its format, with the article.
    pub(super) title: &'static str,
    /// By which it is known again in this run, and in no other.
    pub(super) known_by: u64,
    pub(super) excerpt: Excerpt,
    /// What is wrong with the exception for it.
    pub(super) fault: Option<&'static str>,
}

/// A place of a text with its lines, on which every credential is masked. Lines and columns count from 1.
#[derive(Debug)]
pub(in crate::files) struct Excerpt {
    pub(in crate::files) start: (usize, usize),
    pub(in crate::files) end: (usize, usize),
    pub(in crate::files) lines: Vec<String>,
    /// How many characters of each line are cut off.
    pub(in crate::files) cut: usize,
    /// Of what is masked.
    pub(in crate::files) digest: u16,
}

/// What a thread reads texts into, one after the other.
pub(super) struct Window<'a, H> {
    bytes: Vec<u8>,
    hasher: &'a H,
}

impl<'a, H: BuildHasher> Window<'a, H> {
    pub(super) fn new(hasher: &'a H) -> Self {
        Self { bytes: Vec::new(), hasher }
    }

    /// Searches what a stream holds; what is no text as well, if `any` bytes will do.
    pub(super) fn search(&mut self, stream: impl Read, any: bool) -> io::Result<Searched> {
        self.bytes.clear();
        let Some(mut text) = Text::begin(stream, any, &mut self.bytes)? else { return Ok(Searched::Binary) };
        let mut all = Vec::new();
        // Of the window's first byte; where marks begin that nobody has looked at; up to where it belongs to a finding.
        let (mut place, mut from, mut free) = (Place::START, 0, 0);
        loop {
            let ended = text.fill(&mut self.bytes, from + PIECE + CONTEXT)?;
            let length = self.bytes.len();
            let to = if ended { length } else { boundary(&self.bytes, length - CONTEXT) };
            let found: Vec<Match> = find_between(&self.bytes, from..to, free).collect();
            if let Some(last) = found.last() {
                free = last.range().end;
                self.keep(&found, to, place, &mut all);
            }
            if all.len() > MOST {
                all.truncate(MOST);
                return Ok(Searched::Flood(all));
            }
            if ended {
                return Ok(Searched::Text(all));
            }
            let done = boundary(&self.bytes, to.saturating_sub(CONTEXT));
            place = place.behind(self.bytes.get(..done).unwrap_or_default());
            self.bytes.drain(..done);
            (from, free) = (to - done, free.saturating_sub(done));
        }
    }

    /// Adds what was found in the window, whose first byte has this place.
    fn keep(&self, found: &[Match], to: usize, mut place: Place, all: &mut Vec<Found>) {
        let mut hidden: Vec<Range<usize>> = found.iter().map(Match::range).collect();
        // What is found later may stand on the same lines.
        let last = hidden.last().map_or(0, |last| last.end);
        let near = to.max(last) + NEAR;
        hidden.extend(find_between(&self.bytes, to..near, last).map(|found| found.range()));
        let known = Known::of(&self.bytes, &hidden);
        let mut at = 0;
        for found in found {
            let range = found.range();
            place = place.behind(self.bytes.get(at..range.start).unwrap_or_default());
            at = range.start;
            let exception = exception::of(&self.bytes, &range);
            if exception != Exception::Lifts {
                all.push(Found {
                    title: found.format().title(),
                    known_by: self.hasher.hash_one(self.bytes.get(range.clone())),
                    excerpt: excerpt(&self.bytes, &range, place, &hidden, &known),
                    fault: exception.fault(),
                });
            }
        }
    }
}

fn excerpt(
    text: &[u8],
    range: &Range<usize>,
    start: Place,
    hidden: &[Range<usize>],
    known: &Known<'_>,
) -> Excerpt {
    let inside = text.get(range.clone()).unwrap_or_default();
    let end = start.behind(inside);
    let from = boundary(text, range.start.saturating_sub(4 * BEFORE));
    let before = text.get(from..range.start).unwrap_or_default();
    let line = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |last| last + 1);
    let shown = characters(before.get(line..).unwrap_or_default()).count().min(BEFORE);
    let cut = start.column.saturating_sub(shown);
    let skipped = characters(before.get(line..).unwrap_or_default()).count() - shown;

    let mut lines = Vec::new();
    let mut at = from + line;
    for index in 0..MOST_LINES.min(1 + end.line - start.line) {
        let rest = text.get(at..).unwrap_or_default();
        // A line may be as long as the text, and is not read to its end for each finding on it.
        let near = rest.get(..NEAR + range.len()).unwrap_or(rest);
        let length = near.iter().position(|&byte| byte == b'\n').unwrap_or(near.len());
        let line = near.get(..length).unwrap_or_default();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let skipped = if index == 0 { skipped } else { cut };
        lines.push(masked(line, at, hidden, known).skip(skipped).take(BEFORE + BEHIND).collect());
        at += length + 1;
    }
    let digest = super::super::fingerprint::digest(inside);
    Excerpt { start: (start.line, start.column + 1), end: (end.line, end.column + 1), lines, cut, digest }
}

/// The characters of a line that begins at `at`, with stars for those of credentials but the first few, which tell the format.
fn masked<'a>(
    line: &'a [u8],
    at: usize,
    hidden: &[Range<usize>],
    known: &Known<'_>,
) -> impl Iterator<Item = char> + use<'a> {
    const SHOWN: usize = 4;
    let again = known.all_in(line).map(|range| range.start + at..range.end + at);
    let near: Vec<Range<usize>> = {
        let first = hidden.partition_point(|range| range.end <= at);
        let hidden = hidden.iter().skip(first).take_while(|range| range.start < at + line.len());
        // Of a password of eight characters one is shown, of a token four.
        let shown_first = hidden.clone().map(|range| range.start + (range.len() / 8).min(SHOWN)..range.end);
        // Where it is found it shows its first characters, elsewhere nothing.
        let again = again.filter(|again| !hidden.clone().any(|range| range.start == again.start));
        shown_first.chain(again).collect()
    };
    characters(line).map(move |(offset, character)| {
        let is_hidden = near.iter().any(|range| range.contains(&(at + offset)));
        match character {
            ' ' | '\t' => character,
            _ if is_hidden => '*',
            // It must have no power over a terminal.
            _ if character.is_control() => char::REPLACEMENT_CHARACTER,
            _ => character,
        }
    })
}
