//! Where a JSON string or number ends, and what a string says. No function here trusts the bytes it is given.

use std::borrow::Cow;

use super::scan::{Fault, FaultKind};

/// A string's place in the text: its content runs from behind the opening quote to `end`, the closing quote.
pub(super) struct StringToken {
    pub(super) end: usize,
    pub(super) escaped: bool,
}

/// Reads a string whose content starts at `start`, behind the opening quote.
#[inline]
pub(super) fn string(bytes: &[u8], start: usize) -> Result<StringToken, Box<Fault>> {
    let mut at = start;
    let mut escaped = false;
    loop {
        at = plain_end(bytes, at);
        match bytes.get(at) {
            Some(b'"') => return Ok(StringToken { end: at, escaped }),
            Some(b'\\') => {
                (_, at) = escape(bytes, at)?;
                escaped = true;
            }
            // A control character, or the end of the text.
            _ => return Err(Fault::new(FaultKind::NotJson, at)),
        }
    }
}

/// What a string's content says, whose escapes [`string`] has found to be in order.
pub(super) fn unescape(content: &str) -> Cow<'_, str> {
    let mut said = String::new();
    let mut rest = content;
    while let Some(backslash) = rest.find('\\') {
        let Ok((character, next)) = escape(rest.as_bytes(), backslash) else {
            break;
        };
        said.push_str(rest.get(..backslash).unwrap_or_default());
        said.push(character);
        rest = rest.get(next..).unwrap_or_default();
    }
    if said.is_empty() {
        return Cow::Borrowed(rest);
    }
    said.push_str(rest);
    Cow::Owned(said)
}

/// Reads a number that starts at `start` and gives its end.
#[inline]
pub(super) fn number(text: &str, start: usize) -> Result<usize, Box<Fault>> {
    let bytes = text.as_bytes();
    let first = start + usize::from(bytes.get(start) == Some(&b'-'));
    let mut at = digits_end(bytes, first);
    let integer_digits = at - first;
    if integer_digits == 0 || (integer_digits > 1 && bytes.get(first) == Some(&b'0')) {
        return Err(Fault::new(FaultKind::NotJson, first));
    }
    let mut whole = true;
    if bytes.get(at) == Some(&b'.') {
        whole = false;
        at = some_digits_end(bytes, at + 1)?;
    }
    let mut exponent = 0;
    if let Some(b'e' | b'E') = bytes.get(at) {
        whole = false;
        let sign = bytes.get(at + 1);
        let power = at + 1 + usize::from(matches!(sign, Some(b'+' | b'-')));
        at = some_digits_end(bytes, power)?;
        if sign != Some(&b'-') {
            exponent = text.get(power..at).and_then(|digits| digits.parse().ok()).unwrap_or(usize::MAX);
        }
    }
    // Any integer of 18 digits fits an i64, and 10^308 an f64; only what may not fit is worth a closer look.
    let surely_fits =
        if whole { integer_digits <= 18 } else { integer_digits.saturating_add(exponent) <= 308 };
    if surely_fits || text.get(start..at).is_some_and(|literal| fits(literal, whole)) {
        Ok(at)
    } else {
        Err(Fault::new(FaultKind::NumberOutOfRange, start))
    }
}

#[cold]
fn fits(literal: &str, whole: bool) -> bool {
    if whole {
        literal.parse::<i64>().is_ok() || literal.parse::<u64>().is_ok()
    } else {
        literal.parse::<f64>().is_ok_and(f64::is_finite)
    }
}

/// Skips what stands for itself in a string: stops at a quote, a backslash, a control character or the text's end.
#[inline]
fn plain_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let hits = special(u64::from_le_bytes(*eight));
        if hits != 0 {
            return at + (hits.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    while let Some(byte) = bytes.get(at)
        && !matches!(byte, b'"' | b'\\' | 0x00..=0x1f)
    {
        at += 1;
    }
    at
}

/// Sets the high bit of each of eight bytes that is a quote, a backslash or a control character. Above the first such
/// byte a borrow may set more bits, so only the lowest one means something.
#[inline]
fn special(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let quote = word ^ (ONES * b'"' as u64);
    let backslash = word ^ (ONES * b'\\' as u64);
    let zero_in = |w: u64| w.wrapping_sub(ONES) & !w;
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    (zero_in(quote) | zero_in(backslash) | control) & HIGH
}

/// Reads the escape whose backslash is at `start`: the character that it stands for, and its end.
pub(super) fn escape(bytes: &[u8], start: usize) -> Result<(char, usize), Box<Fault>> {
    let short = match bytes.get(start + 1) {
        Some(b'u') => return unicode_escape(bytes, start),
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        _ => return Err(Fault::new(FaultKind::NotJson, start + 1)),
    };
    Ok((short, start + 2))
}

/// Reads `\uXXXX`, and the second one that must follow if the first is a high surrogate.
fn unicode_escape(bytes: &[u8], start: usize) -> Result<(char, usize), Box<Fault>> {
    let lone = || Fault::new(FaultKind::LoneSurrogate, start);
    let first = code_unit(bytes, start + 2)?;
    let (code_point, end) = match first {
        0xD800..=0xDBFF => {
            if bytes.get(start + 6..start + 8) != Some(b"\\u") {
                return Err(lone());
            }
            let second = code_unit(bytes, start + 8)?;
            let low = second.checked_sub(0xDC00).filter(|low| *low < 0x400).ok_or_else(lone)?;
            (0x10000 + ((first - 0xD800) << 10) + low, start + 12)
        }
        unit => (unit, start + 6),
    };
    // What is left that is no character is a low surrogate with nothing before it.
    char::from_u32(code_point).map(|character| (character, end)).ok_or_else(lone)
}

fn code_unit(bytes: &[u8], start: usize) -> Result<u32, Box<Fault>> {
    let mut unit = 0;
    for at in start..start + 4 {
        let digit = bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        unit = unit << 4 | digit.ok_or_else(|| Fault::new(FaultKind::NotJson, at))?;
    }
    Ok(unit)
}

#[inline]
fn some_digits_end(bytes: &[u8], start: usize) -> Result<usize, Box<Fault>> {
    let end = digits_end(bytes, start);
    if end == start { Err(Fault::new(FaultKind::NotJson, start)) } else { Ok(end) }
}

#[inline]
fn digits_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    at
}
