//! The shape of a token: literal characters and classes with counts, written as in a regular expression.
//!
//! There are no groups and no alternatives, and a count takes all it can get, so matching never goes back and costs at
//! most one step a byte. A format with two shapes has two patterns.
//!
//! Classes: `\a` letters and digits, `\w` those and `_`, `\u` those, `_` and `-` (base64url), `\6` letters, digits, `+`
//! and `/` (base64), `\d` digits, `\h` lower-case hexadecimal, `\H` hexadecimal of either case, `[…]` as written.
//! Counts: `{3}`, `{3,5}`, `{3,}`, `?`.

use std::ops::Range;

use crate::placeholder::is_made_up;
use crate::text::{is_inside_base64, starts_word, starts_word_by_escape};

/// What `{3,}` stops at: longer tokens than this do not exist, and a blob is no token.
const UNBOUNDED: usize = 16 * 1024;

/// A part that may be longer is read once only.
const LONG: usize = 320;

#[derive(Debug)]
pub(crate) struct Pattern {
    pieces: Vec<Piece>,
    /// None if every four characters in a row could be too many.
    anchor: Option<Anchor>,
}

/// Characters of one class, at least `min` and at most `max`.
#[derive(Clone, Copy, Debug)]
struct Piece {
    class: Class,
    min: usize,
    max: usize,
}

/// A set of ASCII characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Class(u128);

/// Four neighbouring characters that few other texts have, by which a match is found.
#[derive(Debug)]
struct Anchor {
    classes: [Class; 4],
    /// How far behind the start of the token, or behind the end of its first piece, they stand.
    offset: usize,
    /// Whether the first piece has no fixed length.
    is_behind_first: bool,
}

impl Pattern {
    /// Nothing if it is not written as the module says.
    pub(crate) fn parse(pattern: &str) -> Option<Self> {
        let pieces = pieces(pattern)?;
        let anchor = Anchor::of(&pieces);
        Some(Self { pieces, anchor })
    }

    /// Tells of each text of four characters that its anchor may be: of none if it has no anchor.
    pub(crate) fn each_anchor(&self, mut tell: impl FnMut([u8; 4])) {
        let Some(anchor) = &self.anchor else { return };
        let [first, second, third, fourth] = anchor.classes.map(Class::bytes);
        for a in &first {
            for b in &second {
                for c in &third {
                    for d in &fourth {
                        tell([*a, *b, *c, *d]);
                    }
                }
            }
        }
    }

    /// The token whose anchor stands at `at`.
    pub(crate) fn around(&self, text: &[u8], at: usize) -> Option<Range<usize>> {
        let anchor = self.anchor.as_ref()?;
        let mut start = at.checked_sub(anchor.offset)?;
        if anchor.is_behind_first {
            let first = self.pieces.first()?;
            let before = text.get(..start)?;
            let run = before.iter().rev().take(first.max).take_while(|&&byte| first.class.has(byte)).count();
            start -= run;
        }
        if !starts_word(text, start) || is_inside_base64(text, start) || self.is_inside_run(text, start) {
            return None;
        }
        self.end(text, start).map(|end| start..end)
    }

    /// Text of this shape, with characters and counts that `below` chooses.
    #[cfg(test)]
    pub(crate) fn sample(&self, mut below: impl FnMut(usize) -> usize) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            let count = piece.min + below((piece.max - piece.min).min(40) + 1);
            let bytes = piece.class.bytes();
            text.extend((0..count).map(|_| char::from(bytes[below(bytes.len())])));
        }
        text
    }

    /// Whether the whole text is of this shape.
    pub(crate) fn is_whole(&self, text: &[u8]) -> bool {
        self.end(text, 0) == Some(text.len())
    }

    /// Whether the token's first part without a bound would go on to the left: then it has been read already, and reading
    /// it once more from each place in it would take quadratic time.
    fn is_inside_run(&self, text: &[u8], start: usize) -> bool {
        let long = self.pieces.iter().position(|piece| piece.max > LONG);
        let long = long.and_then(|at| self.pieces.split_at_checked(at)?.1.first().map(|long| (at, long)));
        let before = text.get(..start).and_then(<[u8]>::last);
        long.is_some_and(|(at, long)| {
            // What the characters before it cannot be part of ends there: `/glc_` is no base64 that goes on.
            let goes_on = |piece: &Piece| piece.class.0 & !long.class.0 == 0;
            self.pieces.iter().take(at).all(goes_on)
                && before.is_some_and(|&before| long.class.has(before))
                && !starts_word_by_escape(text, start)
        })
    }

    /// Whether it begins with four characters or more that are always the same.
    fn is_sure(&self) -> bool {
        let fixed = self.pieces.iter().take_while(|piece| piece.class.size() == 1 && piece.min == piece.max);
        fixed.map(|piece| piece.min).sum::<usize>() >= 4
    }

    fn end(&self, text: &[u8], start: usize) -> Option<usize> {
        let run = |piece: &Piece, at: usize| {
            let rest = text.get(at..)?;
            let run = rest.iter().take(piece.max).take_while(|&&byte| piece.class.has(byte)).count();
            (run >= piece.min).then_some(at + run)
        };
        let end = self.pieces.iter().try_fold(start, |at, piece| run(piece, at))?;
        let last = self.pieces.last().map_or(Class(0), |last| last.class);
        // Behind a sure beginning a slash is one of a path, though base 64 has it as well.
        let is_last = |next: u8| last.has(next) && !(next == b'/' && self.is_sure());
        let goes_on = |next: &u8| next.is_ascii_alphanumeric() || *next == b'_' || is_last(*next);
        if text.get(end).is_some_and(goes_on) {
            return None;
        }
        let (mut at, mut random, mut bits) = (start, Vec::new(), 0.0);
        for piece in &self.pieces {
            let end = run(piece, at)?;
            if piece.class.size() > 2 {
                random.extend_from_slice(text.get(at..end)?);
                bits += piece.class.bits() * (end - at) as f64;
            }
            at = end;
        }
        // Behind a sure beginning the provider may use a part of the alphabet: most often hexadecimal digits.
        let bits = bits / random.len().max(1) as f64;
        let asked = if self.is_sure() { bits.min(Class::LOWER_HEX.bits()) } else { bits };
        (!is_made_up(&random, bits, asked)).then_some(end)
    }
}

impl Anchor {
    fn of(pieces: &[Piece]) -> Option<Self> {
        let is_behind_first = pieces.first().is_some_and(|first| first.min != first.max);
        let mut classes = Vec::new();
        for piece in pieces.iter().skip(usize::from(is_behind_first)) {
            classes.extend(std::iter::repeat_n(piece.class, piece.min));
            if piece.min != piece.max {
                break;
            }
        }
        let rarity = |classes: &[Class]| classes.iter().map(|class| class.size().max(1)).product::<usize>();
        let (offset, classes) =
            classes.windows(4).enumerate().min_by_key(|(offset, classes)| (rarity(classes), *offset))?;
        let rare_enough = rarity(classes) <= 8192;
        let &[a, b, c, d] = classes else { return None };
        rare_enough.then_some(Self { classes: [a, b, c, d], offset, is_behind_first })
    }
}

impl Class {
    pub(crate) const DIGIT: Class = Class::range(b'0', b'9');
    pub(crate) const LETTER: Class = Class::range(b'a', b'z').and(Class::range(b'A', b'Z'));
    pub(crate) const ALPHANUMERIC: Class = Class::LETTER.and(Class::DIGIT);
    pub(crate) const WORD: Class = Class::ALPHANUMERIC.and(Class::one(b'_'));
    pub(crate) const BASE64_URL: Class = Class::WORD.and(Class::one(b'-'));
    pub(crate) const BASE64: Class = Class::ALPHANUMERIC.and(Class::one(b'+')).and(Class::one(b'/'));
    pub(crate) const LOWER_HEX: Class = Class::DIGIT.and(Class::range(b'a', b'f'));
    pub(crate) const HEX: Class = Class::LOWER_HEX.and(Class::range(b'A', b'F'));

    const fn one(byte: u8) -> Self {
        Class::range(byte, byte)
    }

    const fn range(first: u8, last: u8) -> Self {
        let (mut set, mut byte) = (0, first);
        while byte <= last && byte < 128 {
            set |= 1 << byte;
            byte += 1;
        }
        Class(set)
    }

    const fn and(self, other: Self) -> Self {
        Class(self.0 | other.0)
    }

    pub(crate) const fn has(self, byte: u8) -> bool {
        byte < 128 && self.0 >> byte & 1 == 1
    }

    pub(crate) const fn size(self) -> usize {
        self.0.count_ones() as usize
    }

    /// How much one of its characters tells at most.
    fn bits(self) -> f64 {
        (self.size() as f64).log2()
    }

    fn bytes(self) -> Vec<u8> {
        let (mut bytes, mut rest) = (Vec::with_capacity(self.size()), self.0);
        while rest != 0 {
            // portcullis: allow(lossy_cast, reason = "there are 128 bits")
            bytes.push(rest.trailing_zeros() as u8);
            rest &= rest - 1;
        }
        bytes
    }
}

fn pieces(pattern: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut rest = pattern.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        let class = match first {
            b'\\' => {
                let [escaped, after @ ..] = rest else { return None };
                rest = after;
                escaped_class(*escaped)?
            }
            b'[' => {
                let end = rest.iter().position(|&byte| byte == b']')?;
                let (inside, after) = rest.split_at_checked(end)?;
                rest = after.get(1..)?;
                bracketed(inside)?
            }
            b'.' | b'(' | b')' | b'|' | b'*' | b'^' | b'$' | b'{' | b'}' | b'?' | b']' => return None,
            other if other.is_ascii() => Class::one(*other),
            _ => return None,
        };
        let (min, max) = match rest {
            [b'?', after @ ..] => {
                rest = after;
                (0, 1)
            }
            [b'{', after @ ..] => {
                let end = after.iter().position(|&byte| byte == b'}')?;
                let (inside, after) = after.split_at_checked(end)?;
                rest = after.get(1..)?;
                counts(std::str::from_utf8(inside).ok()?)?
            }
            _ => (1, 1),
        };
        pieces.push(Piece { class, min, max });
    }
    Some(pieces)
}

fn escaped_class(escaped: u8) -> Option<Class> {
    match escaped {
        b'a' => Some(Class::ALPHANUMERIC),
        b'w' => Some(Class::WORD),
        b'u' => Some(Class::BASE64_URL),
        b'6' => Some(Class::BASE64),
        b'd' => Some(Class::DIGIT),
        b'h' => Some(Class::LOWER_HEX),
        b'H' => Some(Class::HEX),
        other => (other.is_ascii() && !other.is_ascii_alphanumeric()).then(|| Class::one(other)),
    }
}

/// `a-z0-9_-`, `\w=-`: a hyphen at an end stands for itself.
fn bracketed(mut inside: &[u8]) -> Option<Class> {
    let mut class = Class(0);
    while let [first, after @ ..] = inside {
        (class, inside) = match (first, after) {
            (b'\\', [escaped, after @ ..]) => (class.and(escaped_class(*escaped)?), after),
            (b'\\', []) => return None,
            (first, [b'-', last, after @ ..]) if first < last => {
                (class.and(Class::range(*first, *last)), after)
            }
            (first, after) if first.is_ascii() => (class.and(Class::one(*first)), after),
            _ => return None,
        };
    }
    (class.size() > 0).then_some(class)
}

fn counts(inside: &str) -> Option<(usize, usize)> {
    let (min, max) = match inside.split_once(',') {
        None => (inside.parse().ok()?, inside.parse().ok()?),
        Some((min, "")) => (min.parse().ok()?, UNBOUNDED),
        Some((min, max)) => (min.parse().ok()?, max.parse().ok()?),
    };
    (min <= max && max <= UNBOUNDED).then_some((min, max))
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    fn found(pattern: &str, text: &str) -> Option<String> {
        let pattern = Pattern::parse(pattern).expect("it is well written");
        let mut anchors = Vec::new();
        pattern.each_anchor(|anchor| anchors.push(anchor));
        (0..text.len()).find_map(|at| {
            let anchor = text.as_bytes().get(at..at + 4)?;
            if !anchors.iter().any(|one| one == anchor) {
                return None;
            }
            pattern.around(text.as_bytes(), at).and_then(|range| text.get(range)).map(str::to_owned)
        })
    }

    const MIXED: &str = "7Gk2mQ9xVb4Rt8Lw";

    #[test]
    fn a_token_is_found_as_a_whole_and_with_its_ends() {
        let pattern = r"abcd_\a{16}";
        assert_eq!(found(pattern, &format!("x = abcd_{MIXED};")), Some(format!("abcd_{MIXED}")));
        assert_eq!(found(pattern, &format!("abcd_{MIXED}Z")), None);
        assert_eq!(found(pattern, &format!("xabcd_{MIXED}")), None);
        assert_eq!(found(pattern, "abcd_7Gk2mQ"), None);
    }

    #[test]
    fn what_stands_before_the_anchor_belongs_to_the_token() {
        let token = format!("739184620:AA_{MIXED}");
        assert_eq!(found(r"\d{8,10}:AA_\a{16}", &format!(" {token} ")), Some(token));
        let token = format!("{MIXED}.atlasv1.");
        assert_eq!(found(r"\a{16}\.atlasv1\.", &token), Some(token));
    }

    #[test]
    fn what_is_not_written_as_a_pattern_is_refused() {
        for wrong in ["(abcd)", "abcd{2", "abcd[", r"abcd\q", "a.cd", "[abcd]{4,2}"] {
            assert!(Pattern::parse(wrong).is_none(), "{wrong}");
        }
    }
}
