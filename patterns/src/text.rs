//! Where words begin and end in a text, and what encodes other text.

/// Whether a word can begin at `at`: what stands before is no letter or digit, or is the end of an escape (`\n`, `%20`).
pub(crate) fn starts_word(text: &[u8], at: usize) -> bool {
    let is_part = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let before = text.get(..at).unwrap_or_default();
    !is_part(before.last()) || !is_part(text.get(at)) || starts_word_by_escape(text, at)
}

/// Whether what stands before `at` is a letter or a digit, but of an escape.
pub(crate) fn starts_word_by_escape(text: &[u8], at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let is_hex = u8::is_ascii_hexdigit;
    match before {
        [.., b'\\', b'n' | b't' | b'r' | b'b' | b'f'] => true,
        [.., b'%', high, low] | [.., b'\\', b'x', high, low] | [.., b'\\', b'u', b'0', b'0', high, low] => {
            is_hex(high) && is_hex(low)
        }
        [.., b'm'] => ends_with_colour(before),
        _ => false,
    }
}

/// `ESC [ 31 m`, which a terminal shows as a colour.
fn ends_with_colour(before: &[u8]) -> bool {
    let digits =
        before.iter().rev().skip(1).take(12).take_while(|byte| byte.is_ascii_digit() || **byte == b';');
    let rest = before.len().saturating_sub(1 + digits.count());
    before.get(..rest).is_some_and(|rest| rest.ends_with(b"\x1b["))
}

/// Whether `at` is in the middle of base64, where every short word turns up by chance.
pub(crate) fn is_inside_base64(text: &[u8], at: usize) -> bool {
    const LOOK_BACK: usize = 24;
    let Some(before) = at.checked_sub(LOOK_BACK).and_then(|from| text.get(from..at)) else { return false };
    let has = |is: fn(&u8) -> bool| before.iter().any(is);
    matches!(before.last(), Some(b'+' | b'/'))
        && before.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
        && has(u8::is_ascii_lowercase)
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_digit)
}

/// Base64 of either alphabet, with or without padding.
pub(crate) fn decoded(text: &[u8]) -> Option<Vec<u8>> {
    let end = text.iter().rposition(|&byte| byte != b'=').map_or(0, |last| last + 1);
    let mut bytes = Vec::new();
    let (mut bits, mut width) = (0_u32, 0);
    for byte in text.get(..end)? {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'-' | b'+' => 62,
            b'_' | b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(digit);
        width += 6;
        if width >= 8 {
            width -= 8;
            // portcullis: allow(lossy_cast, reason = "the lowest eight bits are the byte")
            bytes.push((bits >> width) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{decoded, is_inside_base64, starts_word};

    #[test]
    fn a_word_begins_behind_an_escape() {
        for before in ["", "x ", "\"", r"\n", r"a\t", "%20", "\x1b[31m", "\x1b[1;31m", r"\u0022", r"\x0a"] {
            assert!(starts_word(format!("{before}word").as_bytes(), before.len()), "{before}");
        }
        for before in ["x", "9", "xm", "20"] {
            assert!(!starts_word(format!("{before}word").as_bytes(), before.len()), "{before}");
        }
    }

    #[test]
    fn a_path_is_no_base64() {
        assert!(is_inside_base64(b"MTIzNDU2Nzg5MDEyMzQ1Njc4OTAx/", 29));
        assert!(!is_inside_base64(b"/usr/local/share/application/", 29));
    }

    #[test]
    fn both_alphabets_are_decoded() {
        assert_eq!(decoded(b"-_8="), Some(vec![0xFB, 0xFF]));
        assert_eq!(decoded(b"+/8"), Some(vec![0xFB, 0xFF]));
        assert_eq!(decoded(b"not base 64"), None);
    }
}
