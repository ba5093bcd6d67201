//! Every form at every place is found, nothing else is, and what is masked is gone.

use std::sync::Arc;

use proptest::prelude::*;

use super::super::Secret;
use super::{Forms, Scan, check_scannable};

const KEY: &str = "pa/ss \"w\u{f6}rd\"\n<\u{1f511}>~+42";

fn scan(secrets: &[&[u8]]) -> Scan {
    let forms = secrets
        .iter()
        .enumerate()
        .map(|(number, secret)| Arc::new(Forms::new(format!("s{number}"), Secret::copy_of(secret)).unwrap()));
    Scan::new(&forms.collect::<Vec<_>>())
}

fn found(secrets: &[&[u8]], text: &[u8]) -> Option<(String, &'static str)> {
    scan(secrets).find(text).map(|found| (found.name.to_owned(), found.form))
}

/// Base64 by the definition: all bits in a row, six at a time.
fn base64(bytes: &[u8], last_two: [char; 2]) -> String {
    let alphabet: Vec<char> = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(last_two).collect();
    let mut bits: String = bytes.iter().map(|byte| format!("{byte:08b}")).collect();
    while !bits.len().is_multiple_of(6) {
        bits.push('0');
    }
    let digits = (0..bits.len()).step_by(6).map(|at| usize::from_str_radix(&bits[at..at + 6], 2).unwrap());
    digits.map(|digit| alphabet[digit]).collect()
}

/// The secret in the spellings of other programs, with something before and behind where that matters.
fn spellings(secret: &[u8]) -> Vec<String> {
    let mut spelled = Vec::new();
    for alphabet in [['+', '/'], ['-', '_']] {
        for before in [&b""[..], b"u", b"us", b"usr", b"user:"] {
            let whole = [before, secret, b"!tail"].concat();
            spelled.push(base64(&whole, alphabet));
            spelled.push(base64(&[before, secret].concat(), alphabet));
        }
    }
    spelled.push(secret.iter().map(|byte| format!("{byte:02x}")).collect());
    spelled.push(secret.iter().map(|byte| format!("{byte:02X}")).collect());
    let percent = |keep: &dyn Fn(u8) -> bool, lower: bool| -> String {
        let each = secret.iter().map(|byte| match byte {
            byte if byte.is_ascii_alphanumeric() || keep(*byte) => char::from(*byte).to_string(),
            byte if lower => format!("%{byte:02x}"),
            byte => format!("%{byte:02X}"),
        });
        each.collect()
    };
    spelled.push(percent(&|byte| b"-._~".contains(&byte), false));
    spelled.push(percent(&|byte| b"-._~".contains(&byte), true));
    spelled.push(percent(&|byte| b"-_.!~*'()".contains(&byte), false));
    spelled.push(percent(&|byte| b"-_.!~*'();/?:@&=+$,#".contains(&byte), false));
    spelled.push(percent(&|byte| b"*-._ ".contains(&byte), false).replace(' ', "+"));
    if let Ok(text) = std::str::from_utf8(secret) {
        let once = serde_json::to_string(text).unwrap();
        spelled.push(serde_json::to_string(&once).unwrap());
        let escaped = |upper: bool| -> String {
            let each = once.encode_utf16().map(|unit| match unit {
                unit if unit < 0x80 => char::from(unit as u8).to_string(),
                unit if upper => format!("\\u{unit:04X}"),
                unit => format!("\\u{unit:04x}"),
            });
            each.collect()
        };
        spelled.extend([escaped(false), escaped(true), escaped(false).replace('/', "\\/")]);
        let capitals = |text: &str| -> String {
            let mut parts = text.split("\\u");
            let first = parts.next().unwrap_or_default().to_owned();
            parts.fold(first, |text, part| format!("{text}\\u{}{}", part[..4].to_uppercase(), &part[4..]))
        };
        // Not where a backslash of the secret's own stands before an `u`.
        if !text.contains('\\') {
            spelled.extend([capitals(&once), capitals(&escaped(true)), escaped(true).replace('/', "\\/")]);
            spelled.push(capitals(&escaped(true)).replace('/', "\\/"));
        }
        spelled.push(once.replace('/', "\\/"));
        spelled.push(once.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"));
        spelled.push(once);
        spelled.push(text.to_owned());
    }
    spelled
}

#[test]
fn a_secret_is_found_in_the_spellings_of_other_programs() {
    for spelled in spellings(KEY.as_bytes()) {
        assert!(found(&[KEY.as_bytes()], spelled.as_bytes()).is_some(), "{spelled}");
    }
}

#[test]
fn a_secret_with_any_character_is_found_as_json_spells_it() {
    for character in ('\0'..='\u{ff}').chain(['\u{2028}', '\u{1f511}']) {
        let secret = format!("pass{character}word-4711");
        let spelled = serde_json::to_string(&secret).unwrap();
        assert!(found(&[secret.as_bytes()], spelled.as_bytes()).is_some(), "{spelled}");
        let twice = serde_json::to_string(&spelled).unwrap();
        assert!(found(&[secret.as_bytes()], twice.as_bytes()).is_some(), "{twice}");
    }
}

#[test]
fn the_name_and_the_form_are_told() {
    let secrets: [&[u8]; 2] = [b"first-key-4411", b"second-key-9922"];
    assert_eq!(found(&secrets, b"it is second-key-9922"), Some(("s1".into(), "as it is")));
    assert_eq!(found(&secrets, b"66697273742d6b65792d34343131"), Some(("s0".into(), "hexadecimal")));
    assert_eq!(found(&secrets, b"aXQgaXMgZmlyc3Qta2V5LTQ0MTEgLg=="), Some(("s0".into(), "base64")));
}

#[test]
fn a_secret_is_found_wherever_it_stands() {
    // Of every length from the floor on, so that short and long forms are both met.
    for length in 8..40 {
        let secret: Vec<u8> = (0..length).map(|at| b'a' + (at * 7 % 26) as u8).collect();
        let scan = scan(&[&secret]);
        for before in 0..20 {
            for behind in 0..10 {
                let text = [&vec![b'.'; before][..], &secret, &vec![b'.'; behind]].concat();
                assert!(scan.find(&text).is_some(), "{length} bytes behind {before}");
                let text = std::str::from_utf8(&text).unwrap();
                let masked = format!("{}[redacted]{}", ".".repeat(before), ".".repeat(behind));
                assert_eq!(scan.mask(text), masked);
            }
        }
    }
}

#[test]
fn digits_of_codes_may_be_of_two_kinds_in_one_text() {
    for secret in ["\0\0\u{8a}\0\0\0\u{1a}", "/\u{8a}/\u{1a}/-key"] {
        for spelled in spellings(secret.as_bytes()) {
            assert!(scan(&[secret.as_bytes()]).find(spelled.as_bytes()).is_some(), "{spelled}");
        }
    }
}

#[test]
fn what_is_almost_a_secret_is_not_one() {
    let secret = b"correct-horse-battery";
    for at in 0..secret.len() {
        let mut other = *secret;
        other[at] ^= 1;
        assert_eq!(found(&[secret], &other), None);
    }
    assert_eq!(found(&[secret], &secret[1..]), None);
    assert_eq!(found(&[secret], &secret[..20]), None);
    assert_eq!(found(&[secret], b""), None);
    assert_eq!(found(&[], b"anything at all"), None);
}

#[test]
fn all_places_are_masked_and_overlapping_ones_once() {
    let scan = scan(&[b"abcdabcd", b"cdabcdef"]);
    assert_eq!(scan.mask("x abcdabcd y abcdabcdabcd z"), "x [redacted] y [redacted] z");
    assert_eq!(scan.mask("abcdabcdef!"), "[redacted]!");
    assert_eq!(scan.mask("nothing here"), "nothing here");
    assert!(matches!(scan.mask("nothing here"), std::borrow::Cow::Borrowed(_)));
}

#[test]
fn a_secret_that_is_no_text_is_masked_in_the_middle_of_a_character() {
    // It ends in the first half of an `ö`.
    let scan = scan(&[b"\xff-1234567\xc3", b"-abcdefg\xc3"]);
    assert_eq!(scan.mask("a-abcdefg\u{f6}z"), "a[redacted]\u{fffd}z");
}

#[test]
fn what_harmless_text_may_hold_is_no_secret_to_look_for() {
    assert_eq!(check_scannable(b"1234567"), Err((7, 4)));
    assert_eq!(check_scannable(b"aaaaaaaaaaaaaaaa"), Err((16, 1)));
    assert_eq!(check_scannable(b"abcabcabcabc"), Err((12, 3)));
    assert_eq!(check_scannable(b""), Err((0, 0)));
    assert_eq!(check_scannable(b"abcdabcd"), Ok(()));
}

proptest! {
    /// Agreement with the slow way: each form searched for by itself.
    #[test]
    fn a_scan_finds_what_a_search_for_each_form_finds(
        secrets in prop::collection::vec("[abcd]{8,24}", 1..6),
        text in "[abcd]{0,300}",
    ) {
        let secrets: Vec<&[u8]> =
            secrets.iter().map(String::as_bytes).filter(|secret| check_scannable(secret).is_ok()).collect();
        let holds = secrets.iter().any(|secret| text.as_bytes().windows(secret.len()).any(|there| there == *secret));
        prop_assert_eq!(found(&secrets, text.as_bytes()).is_some(), holds);
        let masked = scan(&secrets).mask(&text).into_owned();
        prop_assert_eq!(masked != text, holds);
        prop_assert!(found(&secrets, masked.as_bytes()).is_none());
    }

    #[test]
    fn any_secret_is_found_in_any_spelling_at_any_place(
        secret in prop::collection::vec(any::<u8>(), 8..60),
        before in prop::collection::vec(any::<u8>(), 0..40),
        behind in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        prop_assume!(check_scannable(&secret).is_ok());
        let scan = scan(&[&secret]);
        for spelled in spellings(&secret) {
            let text = [&before, spelled.as_bytes(), &behind].concat();
            prop_assert!(scan.find(&text).is_some(), "{}", spelled);
        }
        prop_assert!(scan.find(&[&before[..], &secret, &behind].concat()).is_some());
    }
}
