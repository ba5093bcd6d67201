//! The scan and the slow reading agree with serde_json, on documents made by chance from fixed seeds.

use std::collections::HashSet;
use std::fmt;

use fastrand::Rng;
use serde::de::{DeserializeOwned, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::*;
use crate::json::explain::explain_refusal;
use crate::json::scan::scan;

const DOCUMENTS: u64 = 20_000;

/// Any JSON as serde_json reads it, if no object repeats a key.
struct Unique {
    depth: usize,
    has_large_number: bool,
}

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Unique, D::Error> {
        deserializer.deserialize_any(UniqueVisitor)
    }
}

struct UniqueVisitor;

impl Unique {
    const LEAF: Unique = Unique { depth: 0, has_large_number: false };

    fn with(&mut self, inner: &Unique) {
        self.depth = self.depth.max(inner.depth + 1);
        self.has_large_number |= inner.has_large_number;
    }
}

impl<'de> Visitor<'de> for UniqueVisitor {
    type Value = Unique;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }
    fn visit_bool<E>(self, _: bool) -> Result<Unique, E> {
        Ok(Unique::LEAF)
    }
    fn visit_u64<E>(self, _: u64) -> Result<Unique, E> {
        Ok(Unique::LEAF)
    }
    fn visit_i64<E>(self, _: i64) -> Result<Unique, E> {
        Ok(Unique::LEAF)
    }
    fn visit_f64<E>(self, number: f64) -> Result<Unique, E> {
        Ok(Unique { has_large_number: number.abs() > 9e18, ..Unique::LEAF })
    }
    fn visit_str<E>(self, _: &str) -> Result<Unique, E> {
        Ok(Unique::LEAF)
    }
    fn visit_unit<E>(self) -> Result<Unique, E> {
        Ok(Unique::LEAF)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Unique, A::Error> {
        let mut unique = Unique { depth: 1, ..Unique::LEAF };
        while let Some(element) = elements.next_element()? {
            unique.with(&element);
        }
        Ok(unique)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Unique, A::Error> {
        let mut unique = Unique { depth: 1, ..Unique::LEAF };
        let mut keys = HashSet::new();
        while let Some((key, value)) = entries.next_entry::<String, Unique>()? {
            unique.with(&value);
            if !keys.insert(key) {
                return Err(serde::de::Error::custom("repeated"));
            }
        }
        Ok(unique)
    }
}

#[test]
fn the_scan_takes_what_serde_json_takes_but_for_what_only_it_refuses() {
    let mut taken = 0;
    for seed in 0..DOCUMENTS {
        let document = document(&mut Rng::with_seed(seed));
        let by_serde_json = serde_json::from_str::<Unique>(&document);
        let by_scan = scan(&document);
        taken += u32::from(by_scan.is_ok());
        match (by_scan.map_err(|fault| fault.problem(&document)), by_serde_json) {
            (Ok(()), Ok(_)) | (Err(_), Err(_)) => {}
            (Err(Problem::TooDeep { max }), Ok(unique)) => assert!(unique.depth > max, "{document}"),
            (Err(Problem::NumberOutOfRange), Ok(unique)) => assert!(unique.has_large_number, "{document}"),
            (by_scan, by_serde_json) => panic!("{document}: {by_scan:?}, {:?}", by_serde_json.err()),
        }
    }
    // Else this would test next to nothing.
    assert!((DOCUMENTS / 10..DOCUMENTS * 9 / 10).contains(&taken.into()), "{taken}");
}

#[test]
fn the_slow_reading_refuses_all_that_serde_json_refuses() {
    fn check<T: DeserializeOwned>(document: &str, explained: &mut u32) {
        let Err(error) = serde_json::from_str::<T>(document) else {
            return;
        };
        // What it says when it finds nothing wrong.
        let nothing_found = [Problem::NumberOutOfRange, Problem::Unacceptable];
        let malformed = explain_refusal::<T>(document, &error);
        assert!(!nothing_found.contains(&malformed.problem), "{document}: {error}");
        *explained += 1;
    }
    let mut explained = 0;
    for seed in 0..DOCUMENTS {
        let rng = &mut Rng::with_seed(seed);
        let typed = one_of(rng, &TYPED);
        let document = if rng.u8(..4) == 0 { document(rng) } else { mutated(rng, typed) };
        if scan(&document).is_ok() {
            check::<Order>(&document, &mut explained);
            check::<Page<Point>>(&document, &mut explained);
            check::<Flat>(&document, &mut explained);
            check::<External>(&document, &mut explained);
            check::<Internal>(&document, &mut explained);
            check::<Adjacent>(&document, &mut explained);
            check::<Tags>(&document, &mut explained);
            check::<BTreeMap<i8, Option<(f32, String)>>>(&document, &mut explained);
            check::<Vec<char>>(&document, &mut explained);
            check::<Value>(&document, &mut explained);
        }
    }
    assert!(explained > 10_000, "{explained}");
}

const TYPED: [&str; 10] = [
    r#"{"id":1,"note":"n","lines":[{"sku":"s","price":1.5}],"labels":{"l":1}}"#,
    r#"{"items":[[1,2],[3,-4]],"next":{"items":[],"next":null}}"#,
    r#"{"id":1,"width":1,"height":2,"grams":3}"#,
    r#"{"Struct":{"width":1,"height":2}}"#,
    r#"{"Tuple":[1,2]}"#,
    r#"{"kind":"Struct","width":1,"inner":{"kind":"Unit"},"external":{"Tuple":[3,4]}}"#,
    r#"{"kind":"Newtype","of":{"width":1,"height":2}}"#,
    r#"{"external":["Unit"],"internal":[{"kind":"Unit"}],"adjacent":[{"kind":"Tuple","of":[1,2]}]}"#,
    r#"{"1":[0.5,"x"],"-2":null}"#,
    r#"["a","é","\n"]"#,
];

const SCALARS: [&str; 18] = [
    "true",
    "false",
    "null",
    "0",
    "-0",
    "1",
    "-1",
    "1.5",
    "1e5",
    "-1e-400",
    "255",
    "256",
    "18446744073709551615",
    "1e308",
    "\"a\"",
    "\"\\u0061\"",
    "\"é\"",
    "\"\\ud83d\\ude00\"",
];

/// Pieces of JSON, and what is nearly JSON.
const PIECES: [&str; 30] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    " ",
    "\n",
    "\"",
    "\\",
    "\"\\",
    "\"\\ud800\"",
    "\"a\"",
    "nul",
    "01",
    "1.",
    "1E+",
    "1e400",
    "-",
    "18446744073709551616",
    "99999999999999999999999",
    "\u{1}",
    "\u{feff}",
    "\"kind\":\"Unit\"",
    "\"id\":1",
    "\"width\":1,",
    "{}",
    "[]",
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
];

fn one_of(rng: &mut Rng, pieces: &[&'static str]) -> &'static str {
    pieces[rng.usize(..pieces.len())]
}

fn document(rng: &mut Rng) -> String {
    if rng.u8(..5) == 0 {
        return (0..rng.usize(1..8)).map(|_| one_of(rng, &PIECES)).collect();
    }
    let depth = rng.usize(..6);
    let document = value(rng, depth);
    if rng.bool() { mutated(rng, &document) } else { document }
}

fn value(rng: &mut Rng, depth: usize) -> String {
    let count = if depth > 2 { rng.usize(..4) } else { rng.usize(..20) };
    let kind = if depth == 0 { 0 } else { rng.u8(..5) };
    match kind {
        0 | 1 if rng.u8(..50) == 0 => one_of(rng, &PIECES).to_owned(),
        0 | 1 => one_of(rng, &SCALARS).to_owned(),
        2 => {
            let elements: Vec<String> = (0..count).map(|_| value(rng, depth - 1)).collect();
            format!("[{}]", elements.join(", "))
        }
        _ => {
            let entries: Vec<String> =
                (0..count).map(|n| format!("{}:{}", key(rng, n), value(rng, depth - 1))).collect();
            format!("{{{}}}", entries.join(" ,"))
        }
    }
}

/// The n-th key of an object; now and then another one's.
fn key(rng: &mut Rng, n: usize) -> String {
    let n = if rng.u8(..50) == 0 { 0 } else { n };
    if rng.u8(..4) == 0 { format!("\"\\u006b{n}\"") } else { format!("\"k{n}\"") }
}

/// A document with a piece put in, put in the place of a character, or with a character taken out.
fn mutated(rng: &mut Rng, document: &str) -> String {
    let characters = document.chars().count();
    let at = document.char_indices().map(|(at, _)| at).nth(rng.usize(..characters.max(1))).unwrap_or(0);
    let (before, after) = document.split_at(at);
    let without_first = after.get(after.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
    let rest = if rng.bool() { after } else { without_first };
    let pieces: &[&str] = if rng.bool() { &PIECES } else { &SCALARS };
    if rng.u8(..5) == 0 {
        format!("{before}{without_first}")
    } else {
        format!("{before}{}{rest}", one_of(rng, pieces))
    }
}
