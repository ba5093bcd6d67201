//! Whether a segment of a path stays one segment, below where it stands, for whoever reads it: also for a server that
//! decodes it up to three times, or that matches routes after it has decoded them.

use portcullis::RelativePath;
use portcullis::bound::RelativePathError;

/// The most bytes of a path.
pub(crate) const MOST: usize = 4096;

/// How often others may decode what is decoded here.
const DECODINGS: usize = 3;

/// What is wrong with a segment, or with a value that is a part of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Danger {
    Climbs,
    Divides,
    ControlCharacter,
}

/// What others could take this text for, which is not encoded yet.
pub(crate) fn danger(text: &str) -> Option<Danger> {
    if text.chars().any(char::is_control) {
        return Some(Danger::ControlCharacter);
    }
    match text.split('/').find_map(climbs) {
        Some(RelativePathError::ControlCharacter) => Some(Danger::ControlCharacter),
        Some(RelativePathError::Backslash) => Some(Danger::Divides),
        Some(_) => Some(Danger::Climbs),
        None => reads_as_another(text),
    }
}

/// What a name is to someone who decodes it once more than he should. What cannot be told is taken for a way up.
fn climbs(name: &str) -> Option<RelativePathError> {
    let is_encoded = name.contains('%');
    // A colon means something to file systems alone, and is common in identifiers.
    match RelativePath::<MOST>::new(&name.replace(':', "_")) {
        Ok(path) => (is_encoded && path.is_root()).then_some(RelativePathError::Climbs),
        Err(RelativePathError::Climbs) => Some(RelativePathError::Climbs),
        Err(error) => is_encoded.then_some(error),
    }
}

/// Whether there is a slash in it, or nothing but a dot, in the text or in one of its decodings.
fn reads_as_another(text: &str) -> Option<Danger> {
    let mut spelling = text.to_owned();
    for decodings in 0..=DECODINGS {
        if decodings > 0 {
            // Most values have nothing to decode.
            if !spelling.contains('%') {
                break;
            }
            spelling = decoded(&spelling);
        }
        // A server may take away what follows a semicolon, and the blanks around a name.
        if spelling.split(';').next().is_some_and(|name| name.trim() == ".") {
            return Some(Danger::Climbs);
        }
        if spelling.contains(is_divider) {
            return Some(Danger::Divides);
        }
    }
    None
}

/// Slash, backslash, and characters that some servers turn into one of them.
fn is_divider(character: char) -> bool {
    matches!(
        character,
        '/' | '\\'
            | '\u{2044}'
            | '\u{2215}'
            | '\u{2216}'
            | '\u{29f5}'
            | '\u{29f8}'
            | '\u{29f9}'
            | '\u{fe68}'
            | '\u{ff0f}'
            | '\u{ff3c}'
            | '\u{efc8}'
            | '\u{f025}'
    )
}

/// Percent-decoded once, as a careless reader does it: `%u002f` as well, and digits that are none in base 16.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = match (byte, unit(after), octet(after)) {
            (b'%', Some((unit, after)), _) => {
                bytes.extend_from_slice(unit.encode_utf8(&mut [0; 4]).as_bytes());
                after
            }
            (b'%', None, Some((octet, after))) => {
                bytes.push(octet);
                after
            }
            _ => {
                bytes.push(byte);
                after
            }
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The character of `u002f`, which is what stands after a percent sign, and what follows.
fn unit(text: &[u8]) -> Option<(char, &[u8])> {
    let digits = text.strip_prefix(b"u").or_else(|| text.strip_prefix(b"U"))?;
    let (code, after) = number(digits, 4, 16)?;
    Some((char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), after))
}

/// The byte of `2f`, which is what stands after a percent sign, and what follows.
fn octet(text: &[u8]) -> Option<(u8, &[u8])> {
    let (code, after) = number(text, 2, 36)?;
    Some(((code % 256) as u8, after))
}

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
    fn a_slash_is_seen_in_each_of_its_spellings() {
        for text in [
            "/",
            "a/b",
            "a\\b",
            "a%2fb",
            "a%2Fb",
            "a%5cb",
            "a%252fb",
            "a%25252fb",
            "a%255cb",
            "a%u002fb",
            "a%U005Cb",
            "a%u2215b",
            "a%2%66b",
            "a%1vb",
            "a%%32fb",
            "a／b",
            "a＼b",
            "a∕b",
            "a⁄b",
            "a%ef%bc%8fb",
            "a%25ef%25bc%258fb",
            "a%u00252fb",
            "100%2f",
        ] {
            assert_eq!(danger(text), Some(Danger::Divides), "{text}");
        }
    }

    #[test]
    fn what_has_no_slash_divides_nothing() {
        for text in ["a", "100%", "50%off", "%zz", "a%20b", "ä", "a;b", "a:b", "%u00e4", "%2", "%u12"] {
            assert_eq!(danger(text), None, "{text}");
        }
    }
}
