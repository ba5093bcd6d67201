//! What serde's derives say that they expect, in words for someone who sees JSON and not Rust.

use serde::de::Expected;

/// What a visitor expects. Names of Rust types are left out; a text that an author wrote stays as it is.
pub(super) fn expected(by: &dyn Expected) -> String {
    let text = by.to_string();
    let plain = match text.as_str() {
        "i8" => "an integer from -128 to 127",
        "i16" => "an integer from -32768 to 32767",
        "i32" => "an integer from -2147483648 to 2147483647",
        "i64" | "i128" | "isize" => "an integer",
        "u8" => "an integer from 0 to 255",
        "u16" => "an integer from 0 to 65535",
        "u32" => "an integer from 0 to 4294967295",
        "u64" | "u128" | "usize" => "an integer that is not negative",
        "f32" | "f64" => "a number",
        "a borrowed string" | "variant identifier" | "field identifier" => "a string",
        "a character" => "a string of one character",
        "unit" => "null",
        "option" => "a value or null",
        "a sequence" => "an array",
        "a map" => "an object",
        "string or map" => "a string or an object",
        "map with a single key" => "an object with one key",
        "newtype variant" | "tuple variant" | "struct variant" => "a variant with its content",
        _ => return without_type_name(&text).unwrap_or(text),
    };
    plain.to_owned()
}

/// A place for one of several words.
pub(super) fn one_of(names: &[&str]) -> String {
    match names {
        [] => "nothing".to_owned(),
        [only] => format!("`{only}`"),
        [most @ .., last] => format!("`{}` or `{last}`", most.join("`, `")),
    }
}

fn without_type_name(text: &str) -> Option<String> {
    const KINDS: [(&str, &str); 10] = [
        ("struct variant ", "an object"),
        ("struct ", "an object"),
        ("internally tagged enum ", "an object"),
        ("adjacently tagged enum ", "an object"),
        ("variant of enum ", "a string"),
        ("enum ", "a string, or an object with one key"),
        ("unit struct ", "null"),
        ("unit variant ", "a variant without content"),
        ("tuple struct ", "an array"),
        ("tuple variant ", "an array"),
    ];
    if let Some(count) = text.strip_prefix("a tuple of size ") {
        return Some(format!("an array of length {count}"));
    }
    let (kind, rest) = KINDS.iter().find_map(|(before, kind)| Some((kind, text.strip_prefix(before)?)))?;
    // `tuple struct Point with 2 elements`
    match rest.split_once(" with ") {
        Some((_, elements)) => Some(format!("{kind} with {elements}")),
        None => Some((*kind).to_owned()),
    }
}
