//! One pass over a document that says whether it is strict JSON, without building anything from it. Correct by itself:
//! it relies on no check of the parser that comes after. It does not recurse, so no nesting can exhaust the stack.

use std::ops::Range;

use super::keys::{Keys, Object};
use super::malformed::Problem;
use super::{MAX_DEPTH, token};

/// Checks a whole document. The first fault ends it.
pub(super) fn scan(text: &str) -> Result<(), Box<Fault>> {
    let mut scan = Scan { text, at: 0, open: [Open::Array; MAX_DEPTH], depth: 0, keys: Keys::new() };
    match scan.skip_white_space() {
        None => return Err(Fault::new(FaultKind::Empty, 0)),
        Some(_) if text.starts_with('\u{FEFF}') => return Err(Fault::new(FaultKind::ByteOrderMark, 0)),
        Some(_) => {}
    }
    scan.document()?;
    match scan.skip_white_space() {
        None => Ok(()),
        Some(_) => Err(scan.fault(FaultKind::TrailingData)),
    }
}

/// Where a scan stopped, and why.
#[derive(Clone, Copy)]
pub(super) struct Fault {
    /// Where the faulty token starts; all before it is in order.
    pub(super) token: usize,
    /// The byte at fault.
    at: usize,
    pub(super) kind: FaultKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum FaultKind {
    Empty,
    ByteOrderMark,
    NotJson,
    TrailingData,
    TooDeep,
    RepeatedKey,
    ReservedKey,
    LoneSurrogate,
    NumberOutOfRange,
}

impl Fault {
    #[cold]
    pub(super) fn new(kind: FaultKind, at: usize) -> Box<Fault> {
        Box::new(Fault { token: at, at, kind })
    }

    fn in_token(mut self: Box<Self>, start: usize) -> Box<Fault> {
        self.token = start;
        self
    }

    pub(super) fn problem(&self, text: &str) -> Problem {
        match self.kind {
            FaultKind::Empty => Problem::Empty,
            FaultKind::ByteOrderMark => Problem::ByteOrderMark,
            FaultKind::NotJson => {
                let (line, column) = line_and_column(text, self.at);
                Problem::NotJson { line, column }
            }
            FaultKind::TrailingData => {
                let (line, column) = line_and_column(text, self.at);
                Problem::TrailingData { line, column }
            }
            FaultKind::TooDeep => Problem::TooDeep { max: MAX_DEPTH },
            FaultKind::RepeatedKey => Problem::RepeatedKey,
            FaultKind::ReservedKey => Problem::ReservedKey,
            FaultKind::LoneSurrogate => Problem::LoneSurrogate,
            FaultKind::NumberOutOfRange => Problem::NumberOutOfRange,
        }
    }
}

/// serde_json's own markers: with a feature that any crate in the build may enable, an object that starts with one is
/// no longer read as an object, and for `RawValue` a string in it is parsed unseen by this scan.
const RESERVED: &[u8] = b"$serde_json::private::";

struct Scan<'a> {
    text: &'a str,
    at: usize,
    open: [Open; MAX_DEPTH],
    depth: usize,
    keys: Keys<'a>,
}

#[derive(Clone, Copy)]
enum Open {
    Array,
    Object(Object),
}

impl<'a> Scan<'a> {
    /// Takes values until the outermost one is complete.
    fn document(&mut self) -> Result<(), Box<Fault>> {
        loop {
            match self.skip_white_space() {
                Some(b'{') => {
                    self.open(Open::Object(self.keys.open()))?;
                    if self.skip_white_space() != Some(b'}') {
                        self.key()?;
                        continue;
                    }
                }
                Some(b'[') => {
                    self.open(Open::Array)?;
                    if self.skip_white_space() != Some(b']') {
                        continue;
                    }
                }
                Some(b'"') => {
                    self.string()?;
                }
                Some(b'-' | b'0'..=b'9') => self.number()?,
                Some(b't') => self.literal(b"true")?,
                Some(b'f') => self.literal(b"false")?,
                Some(b'n') => self.literal(b"null")?,
                _ => return Err(self.fault(FaultKind::NotJson)),
            }
            if !self.next_value()? {
                return Ok(());
            }
        }
    }

    /// After a value: closes all that ends here. False if that was the document.
    #[inline]
    fn next_value(&mut self) -> Result<bool, Box<Fault>> {
        loop {
            let Some(innermost) = self.depth.checked_sub(1).and_then(|last| self.open.get(last)).copied()
            else {
                return Ok(false);
            };
            match (innermost, self.skip_white_space()) {
                (Open::Array, Some(b']')) => {}
                (Open::Object(object), Some(b'}')) => self.keys.close(object),
                (Open::Array, Some(b',')) => {
                    self.at += 1;
                    return Ok(true);
                }
                (Open::Object(_), Some(b',')) => {
                    self.at += 1;
                    self.key()?;
                    return Ok(true);
                }
                _ => return Err(self.fault(FaultKind::NotJson)),
            }
            self.at += 1;
            self.depth -= 1;
        }
    }

    #[inline]
    fn open(&mut self, what: Open) -> Result<(), Box<Fault>> {
        let Some(innermost) = self.open.get_mut(self.depth) else {
            return Err(self.fault(FaultKind::TooDeep));
        };
        *innermost = what;
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    /// Takes a key and its colon.
    #[inline]
    fn key(&mut self) -> Result<(), Box<Fault>> {
        if self.skip_white_space() != Some(b'"') {
            return Err(self.fault(FaultKind::NotJson));
        }
        let start = self.at;
        let escaped = self.string()?;
        self.keep_key(start + 1..self.at - 1, escaped).map_err(|kind| Fault::new(kind, start))?;
        if self.skip_white_space() != Some(b':') {
            return Err(self.fault(FaultKind::NotJson));
        }
        self.at += 1;
        Ok(())
    }

    /// Remembers a key of the innermost object, by where its content is.
    #[inline]
    fn keep_key(&mut self, content: Range<usize>, escaped: bool) -> Result<(), FaultKind> {
        let Some(Open::Object(object)) = self.depth.checked_sub(1).and_then(|last| self.open.get_mut(last))
        else {
            return Err(FaultKind::NotJson);
        };
        let key = self.text.as_bytes().get(content.start..).unwrap_or_default();
        let is_new = if escaped {
            let key = token::unescape(self.text.get(content).unwrap_or_default()).into_owned();
            is_not_reserved(key.as_bytes())?;
            self.keys.insert_unescaped(object, key)
        } else {
            is_not_reserved(key)?;
            self.keys.insert(object, key, content.len())
        };
        if is_new { Ok(()) } else { Err(FaultKind::RepeatedKey) }
    }

    /// Takes a string, and tells whether there are escapes in it.
    #[inline]
    fn string(&mut self) -> Result<bool, Box<Fault>> {
        let start = self.at;
        let string = token::string(self.text.as_bytes(), start + 1).map_err(|fault| fault.in_token(start))?;
        self.at = string.end + 1;
        Ok(string.escaped)
    }

    #[inline]
    fn number(&mut self) -> Result<(), Box<Fault>> {
        let start = self.at;
        self.at = token::number(self.text, start).map_err(|fault| fault.in_token(start))?;
        Ok(())
    }

    #[inline]
    fn literal(&mut self, word: &[u8]) -> Result<(), Box<Fault>> {
        let end = self.at + word.len();
        if self.text.as_bytes().get(self.at..end) != Some(word) {
            return Err(self.fault(FaultKind::NotJson));
        }
        self.at = end;
        Ok(())
    }

    /// The next byte that is no white space, which stays to be taken.
    #[inline]
    fn skip_white_space(&mut self) -> Option<u8> {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                byte => return byte.copied(),
            }
        }
    }

    fn fault(&self, kind: FaultKind) -> Box<Fault> {
        Fault::new(kind, self.at)
    }
}

#[inline]
fn is_not_reserved(key: &[u8]) -> Result<(), FaultKind> {
    if key.starts_with(RESERVED) { Err(FaultKind::ReservedKey) } else { Ok(()) }
}

fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    // `at` may stand within a character, where a string cannot be split.
    let before = text.as_bytes().get(..at).unwrap_or_default();
    let line = before.split(|byte| *byte == b'\n').next_back().unwrap_or_default();
    let characters = line.iter().filter(|byte| !matches!(byte, 0x80..=0xBF)).count();
    (before.iter().filter(|byte| **byte == b'\n').count() + 1, characters + 1)
}
