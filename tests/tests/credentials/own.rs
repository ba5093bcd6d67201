//! The generator, judged by itself.

use std::collections::BTreeSet;
use std::path::Path;

use super::generator::random::Random;
use super::generator::{Proof, formats};

#[test]
fn every_sample_is_of_its_documented_form() {
    for format in formats() {
        let pattern = format.pattern();
        for seed in 0..25 {
            let sample = format.sample(&mut Random::of(seed, format.id));
            assert!(pattern.is_match(&sample.text), "{}: {} letters", format.id, sample.text.len());
            assert!(sample.part.len() >= 12, "{}: a secret of {} letters", format.id, sample.part.len());
            assert!(sample.text.get(sample.part).is_some());
        }
    }
}

#[test]
fn samples_of_two_seeds_differ_and_those_of_one_do_not() {
    for format in formats() {
        let sample = |seed| format.sample(&mut Random::of(seed, format.id)).text;
        let all: BTreeSet<String> = (0..40).map(sample).collect();
        assert_eq!(all.len(), 40, "{}", format.id);
        assert_eq!(sample(7), sample(7));
    }
}

#[test]
fn there_are_formats_enough_and_each_says_where_it_was_read() {
    let ids: BTreeSet<&str> = formats().map(|format| format.id).collect();
    assert_eq!(ids.len(), formats().count(), "an id is there twice");
    let of = |proof| formats().filter(|format| format.proof == proof).count();
    let (documented, prefix) = (of(Proof::Documented), of(Proof::Prefix));
    println!("{} formats, {documented} documented, {prefix} by their prefix", ids.len());
    assert!(ids.len() >= 100 && documented + prefix >= 60);
    for format in formats() {
        assert!(format.source.starts_with("https://"), "{}", format.id);
        assert!(!format.by_name || !format.names.is_empty(), "{} needs a name", format.id);
    }
}

#[test]
fn a_signed_token_decodes_and_its_parts_are_json() {
    for format in formats().filter(|format| format.id.starts_with("jwt-")) {
        let token = format.sample(&mut Random::of(1, format.id)).text;
        for part in token.split('.').take(2) {
            let json: serde_json::Value = serde_json::from_slice(&decoded(part)).expect("JSON");
            assert!(json.is_object());
        }
    }
}

/// Base64url, the slow way.
fn decoded(text: &str) -> Vec<u8> {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let bits: String =
        text.chars().map(|letter| format!("{:06b}", LETTERS.find(letter).expect("a letter"))).collect();
    let bytes = bits.as_bytes().chunks_exact(8);
    bytes.map(|byte| u8::from_str_radix(std::str::from_utf8(byte).expect("bits"), 2).expect("bits")).collect()
}

#[test]
fn nothing_here_looks_like_a_credential() {
    // Runs of letters and digits that are longer than a word, with both in them.
    let run = regex::Regex::new("[0-9A-Za-z+/_-]{20,}").expect("a pattern");
    let shapes: Vec<_> =
        formats().filter(|format| !format.by_name).map(|format| (format.id, loose(format.shape))).collect();
    let mut suspects = Vec::new();
    for path in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/credentials")) {
        let text = std::fs::read_to_string(&path).expect("a source");
        for line in text.lines() {
            let found = run.find_iter(line).map(|found| found.as_str()).filter(|word| suspicious(word));
            // Addresses of pages, alphabets, numbers of the language.
            let exempt = ["https://", "ABCDEFGH", "0123456789", "BECH_32", "KUBERNETES", "0x", "TLS13"];
            let found = found.filter(|_| !exempt.iter().any(|exempt| line.contains(exempt)));
            suspects.extend(found.map(|word| format!("{}: {word}", path.display())));
        }
        for (id, shape) in &shapes {
            suspects.extend(
                shape.find_iter(&text).map(|found| format!("{}: {id}: {}", path.display(), found.as_str())),
            );
        }
    }
    assert_eq!(suspects, Vec::<String>::new());
}

fn suspicious(word: &str) -> bool {
    let count = |of: fn(&u8) -> bool| word.as_bytes().iter().filter(|byte| of(byte)).count();
    let digits = count(u8::is_ascii_digit);
    digits >= 5 && digits * 10 > word.len() && count(u8::is_ascii_alphabetic) >= 5
}

/// A shape anywhere in a text.
fn loose(shape: &str) -> regex::Regex {
    regex::Regex::new(&format!(r"(?-u:\b)(?:{shape})")).expect("a pattern")
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}
