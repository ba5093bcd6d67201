//! Percent-decoding a name, as the standards say and as broken decoders do.
//!
//! It serves to see what others could take a name for. Nothing here may be used to open anything.

use super::RelativePathError;

/// Decodes each `%xx` and `%uxxxx` once; `None` when there is none. What is no escape stays as it is.
pub(super) fn strict(name: &str) -> Result<Option<String>, RelativePathError> {
    let decoded = escapes(name, 16).ok_or(RelativePathError::IllFormed)?;
    // Every escape is longer than what it stands for.
    if decoded.len() == name.len() {
        return Ok(None);
    }
    String::from_utf8(decoded).map(Some).map_err(|_| RelativePathError::IllFormed)
}

/// Decodes as decoders with known holes did: letters beyond `f` as larger digits, so that `%bg%qf` is `%c0%af`, and
/// UTF-8 by its bit counts alone, so that `%c0%af` is a slash. What cannot be read becomes U+FFFD.
pub(super) fn careless(name: &str) -> String {
    let decoded = escapes(name, 36).unwrap_or_default();
    let mut text = String::with_capacity(decoded.len());
    let mut bytes = decoded.iter().copied();
    while let Some(first) = bytes.next() {
        // The leading ones of the first byte say how many follow; each of those has six bits to give.
        let (following, mut code) = match first.leading_ones() {
            ones @ 2..=6 => (ones - 1, u32::from(first & (0x7f >> ones))),
            _ => (0, u32::from(first)),
        };
        for byte in bytes.by_ref().take(following as usize) {
            code = (code << 6) | u32::from(byte & 0x3f);
        }
        text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    text
}

/// The bytes with each escape replaced, whose digits are of `radix`; `None` for half of a surrogate pair.
fn escapes(name: &str, radix: u32) -> Option<Vec<u8>> {
    let mut decoded = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let escape = if byte == b'%' { escape(after, radix) } else { None };
        rest = match escape {
            Some((Escape::Byte(byte), after)) => {
                decoded.push(byte);
                after
            }
            Some((Escape::Unit(unit), after)) => {
                decoded.extend_from_slice(char::from_u32(unit)?.encode_utf8(&mut [0; 4]).as_bytes());
                after
            }
            None => {
                decoded.push(byte);
                after
            }
        };
    }
    Some(decoded)
}

enum Escape {
    /// Of `%xx`.
    Byte(u8),
    /// Of `%uxxxx`.
    Unit(u32),
}

/// The escape that the bytes after a `%` spell, and what follows it.
fn escape(text: &[u8], radix: u32) -> Option<(Escape, &[u8])> {
    if let Some((b'u' | b'U', digits)) = text.split_first()
        && let Some((unit, after)) = number(digits, 4, 16)
    {
        return Some((Escape::Unit(unit), after));
    }
    let (byte, after) = number(text, 2, radix)?;
    Some((Escape::Byte((byte % 256) as u8), after))
}

/// The number that the first `digits` bytes spell, weighted as if they were hexadecimal, and the bytes after them.
fn number(text: &[u8], digits: usize, radix: u32) -> Option<(u32, &[u8])> {
    let (digits, after) = text.split_at_checked(digits)?;
    let number =
        digits.iter().try_fold(0, |sum, &digit| Some(sum * 16 + char::from(digit).to_digit(radix)?))?;
    Some((number, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_escape_stays() {
        for name in ["", "100%", "%2", "%zz", "%u12", "%u12g4", "%-1", "% 41"] {
            assert_eq!(strict(name), Ok(None), "{name}");
        }
        assert_eq!(strict("%41%zz%4"), Ok(Some("A%zz%4".to_owned())));
    }

    #[test]
    fn one_pass_decodes_once() {
        assert_eq!(strict("%2541"), Ok(Some("%41".to_owned())));
        assert_eq!(strict("%C3%A4%u00e4%U20aC"), Ok(Some("ää€".to_owned())));
    }

    #[test]
    fn strict_decoding_takes_no_broken_utf_8() {
        for name in ["%c0%af", "%ff", "a%80", "%ed%a0%80", "%ud800", "%u0041%udfff"] {
            assert_eq!(strict(name), Err(RelativePathError::IllFormed), "{name}");
        }
    }

    #[test]
    fn careless_decoding_finds_the_slash_in_every_disguise() {
        let slashes = [
            "%2f",
            "%u002f",
            "%c0%af",
            "%c0%2f",
            "%e0%80%af",
            "%f0%80%80%af",
            "%f8%80%80%80%af",
            "%fc%80%80%80%80%af",
            "%bg%qf",
            "%c0%9v",
        ];
        for slash in slashes {
            assert_eq!(careless(slash), "/", "{slash}");
        }
        assert_eq!(careless("%c3%a4%ff%41"), "ä\u{ff}A");
        assert_eq!(careless("a%c0"), "a\0");
    }
}
