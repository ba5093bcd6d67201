//! Whether one name of a path is harmless, as it stands and after each percent-decoding.
//!
//! It judges by what any reader further on could take the name for, and must never be more lenient than the
//! most careless of them.

use super::{RelativePathError, decoding};

/// How often a name is decoded to see what comes out.
const DECODINGS: usize = 3;

/// Checks a name between two slashes; `first` when it is the path's first.
pub(super) fn check(name: &str, first: bool) -> Result<(), RelativePathError> {
    check_spelling(name, first)?;
    let mut spelling = decoding::strict(name)?;
    for _ in 0..DECODINGS {
        let Some(decoded) = spelling else {
            return check_careless(name);
        };
        check_spelling(&decoded, first)?;
        spelling = decoding::strict(&decoded)?;
    }
    if spelling.is_some() { Err(RelativePathError::Encoded) } else { check_careless(name) }
}

/// What only a broken decoder makes of a name matters where it leads elsewhere.
fn check_careless(name: &str) -> Result<(), RelativePathError> {
    let mut spelling = name.to_owned();
    for _ in 0..DECODINGS {
        // Most names have nothing to decode.
        if !spelling.contains('%') {
            break;
        }
        spelling = decoding::careless(&spelling);
        check_direction(&spelling)?;
    }
    Ok(())
}

/// Refuses what leads up or to the top.
fn check_direction(name: &str) -> Result<(), RelativePathError> {
    if name.split(is_separator).any(climbs) {
        return Err(RelativePathError::Climbs);
    }
    if name.starts_with('/') {
        return Err(RelativePathError::Absolute);
    }
    Ok(())
}

/// The most telling reason first, since a reader gets one.
fn check_spelling(name: &str, first: bool) -> Result<(), RelativePathError> {
    check_direction(name)?;
    if first && name.starts_with('~') {
        return Err(RelativePathError::Home);
    }
    for character in name.chars() {
        match character {
            '\\' => return Err(RelativePathError::Backslash),
            ':' => return Err(RelativePathError::Colon),
            _ if character.is_control() => return Err(RelativePathError::ControlCharacter),
            _ if is_hidden(character) => return Err(RelativePathError::HiddenCharacter),
            _ => {}
        }
    }
    // A decoded slash divides the name; the names between are judged like any other.
    for name in name.split('/') {
        if name.ends_with(['.', ' ']) {
            return Err(RelativePathError::TrailingDotOrSpace);
        }
        if is_device(name) {
            return Err(RelativePathError::DeviceName);
        }
    }
    Ok(())
}

/// Whether a name is `..` to someone: also ` .. ` (trimmed), and `..;a` (servers that cut parameters off).
fn climbs(name: &str) -> bool {
    let name = name.split_once(';').map_or(name, |(name, _)| name).trim();
    name.chars().count() == 2 && name.chars().all(is_dot)
}

/// A slash, a backslash, or what folding to ASCII or to a Windows code page makes one of.
fn is_separator(character: char) -> bool {
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

/// A full stop, or what folding to ASCII makes one.
fn is_dot(character: char) -> bool {
    matches!(character, '.' | '\u{2024}' | '\u{fe52}' | '\u{ff0e}' | '\u{ff61}' | '\u{3002}')
}

/// Characters that a reader cannot see, or that change the order in which he sees the others.
///
/// The joiners U+200C and U+200D are not among them: Persian, Indic scripts and emoji are written with them.
fn is_hidden(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Whether Windows takes a name for a device: `NUL`, `com1.txt`, `Lpt¹ .log`.
fn is_device(name: &str) -> bool {
    const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem).trim_end_matches(' ');
    if DEVICES.iter().any(|device| stem.eq_ignore_ascii_case(device)) {
        return true;
    }
    stem.char_indices().next_back().is_some_and(|(end, number)| {
        let (port, _) = stem.split_at(end);
        matches!(number, '0'..='9' | '¹' | '²' | '³')
            && (port.eq_ignore_ascii_case("COM") || port.eq_ignore_ascii_case("LPT"))
    })
}

#[cfg(test)]
mod tests {
    use super::RelativePathError::{self, *};
    use crate::bound::RelativePath;

    fn parse(path: &str) -> Result<RelativePath, RelativePathError> {
        path.parse()
    }

    /// Percent-encodes every byte.
    fn encode(text: &str) -> String {
        text.bytes().map(|byte| format!("%{byte:02X}")).collect()
    }

    #[test]
    fn no_spelling_of_two_dots_passes() {
        let spellings = [
            "..",
            "../",
            "a/../b",
            "..\\a",
            "a\\..",
            " ..",
            ".. ",
            "..;a=b",
            "．．",
            "..／a",
            "a＼..",
            "․․",
            "..∕etc",
            "%2e%2e",
            ".%2e",
            "..%2fetc",
            "..%5cetc",
            "a%2f..%2fb",
            "%u002e%u002e",
            "%uff0e%uff0e/",
            "%252e%252e",
            "%25252e%25252e",
            "%%32%65%%32%65",
            "%2%65%2%65",
            "..%c2%a0",
        ];
        for spelling in spellings {
            assert_eq!(parse(spelling), Err(Climbs), "{spelling}");
        }
        for spelling in ["%2E.", "%U002e.", "%25%32%65.", "...", "....//", ".%00./", "..%01/", "..%00"] {
            assert!(parse(spelling).is_err(), "{spelling}");
        }
    }

    #[test]
    fn what_leads_elsewhere_for_a_broken_decoder_alone_does_not_pass() {
        for (spelling, reason) in [
            ("..%bg%qfa", Climbs),
            ("%bg%qfetc", Absolute),
            (".%i52e%i52fa", Climbs),
            ("a%25bg%25qf..%25bg%25qfb", Climbs),
        ] {
            assert_eq!(parse(spelling), Err(reason), "{spelling}");
        }
    }

    #[test]
    fn overlong_and_broken_utf_8_does_not_pass() {
        let spellings = [
            "%c0%ae%c0%ae",
            "%c0%af",
            "%c0%2e",
            "%c1%9c",
            "%e0%80%af",
            "%f0%80%80%ae",
            "%fc%80%80%80%80%ae",
            "%c0.a",
            "%ff",
            "%25c0%25ae",
            "%ud800",
        ];
        for spelling in spellings {
            assert_eq!(parse(spelling), Err(IllFormed), "{spelling}");
        }
    }

    #[test]
    fn whatever_is_refused_is_refused_encoded_up_to_three_times() {
        let refused = [
            ("..", Climbs),
            ("/etc", Absolute),
            ("~root", Home),
            ("a\\b", Backslash),
            ("c:", Colon),
            ("a\0", ControlCharacter),
            ("a\nb", ControlCharacter),
            ("a\u{85}b", ControlCharacter),
            ("a\u{202e}b", HiddenCharacter),
            ("a\u{e0041}", HiddenCharacter),
            ("nul", DeviceName),
            ("a.", TrailingDotOrSpace),
            ("a ", TrailingDotOrSpace),
        ];
        for (name, reason) in refused {
            let (once, deep) = (encode(name), encode(&encode(name)));
            for spelling in [name, &once, &deep, &encode(&deep)] {
                assert_eq!(parse(spelling), Err(reason), "{name:?} as {spelling}");
            }
            assert!(parse(&encode(&encode(&deep))).is_err(), "{name:?}");
        }
    }

    #[test]
    fn what_needs_a_fourth_decoding_is_refused_even_if_harmless() {
        assert!(parse("%252561").is_ok());
        assert_eq!(parse("%25252561"), Err(Encoded));
    }

    #[test]
    fn devices_are_refused_however_they_are_dressed() {
        for name in
            ["CON", "nul", "Aux.txt", "com1", "LPT9.log", "COM¹", "prn .a.b", "conin$", "a/NUL/b", "%6eul"]
        {
            assert_eq!(parse(name), Err(DeviceName), "{name}");
        }
        for name in ["console", "com", "com10", "lpt", "nulls.txt", "a.con", "auxiliary", "¹", "1"] {
            assert!(parse(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn ordinary_names_pass_as_they_are() {
        let names = [
            "100%.txt",
            "50% off",
            "a%20b",
            "%41",
            "100%zz",
            "50%off.txt",
            "50%sale",
            "%",
            "%2",
            "%u00",
            "a..b",
            "..a",
            "...a",
            ".hidden",
            "a~",
            "b/~a",
            "PROGRA~1",
            "résumé.pdf",
            "日本／資料.txt",
            "نامه‌ها",
            "👩‍👩‍👧.png",
            "a;b",
            "[x] (1).tar.gz",
            "-rf",
            "a=b&c",
            "a%2fb",
        ];
        for name in names {
            assert_eq!(parse(name).map(|path| path.to_string()), Ok(name.to_owned()));
        }
    }

    #[test]
    fn a_long_name_of_escapes_is_decoded_no_more_than_four_times() {
        // Decoding it to the end would take 500,000 passes.
        let name = format!("%{}", "25".repeat(500_000));
        assert_eq!(RelativePath::<1_000_001>::new(&name), Err(Encoded));
    }
}
