//! One text for each document, however it was written, so that two spellings of the same arguments are one.

use serde_json::Value;

/// The document with its keys in order and without white space; `None` for what is no JSON.
///
/// Numbers are those that the decoder reads: it refuses integers that no `i64` and no `u64` holds.
pub(crate) fn canonical(document: &[u8]) -> Option<String> {
    let value = serde_json::from_slice(document).ok()?;
    serde_json::to_string(&sorted(value)).ok()
}

/// With all keys in order: a feature that any crate may enable keeps them as they came.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.into_iter().map(|(key, value)| (key, sorted(value))).collect();
            fields.sort_by(|one, other| one.0.cmp(&other.0));
            Value::Object(fields.into_iter().collect())
        }
        Value::Array(elements) => Value::Array(elements.into_iter().map(sorted).collect()),
        other => other,
    }
}

/// The same JSON, with whatever a reader could not see, or could be misled by, written out: control characters, marks that
/// turn the direction of writing, characters without a shape, spaces that push the rest out of sight, the beginnings of markup.
pub(crate) fn visible(canonical: &str) -> String {
    let mut visible = String::with_capacity(canonical.len());
    let mut before = ' ';
    for character in canonical.chars() {
        let is_plain = is_plain(character) && (character, before) != (' ', ' ');
        before = character;
        if is_plain {
            visible.push(character);
        } else {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                visible.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    visible
}

fn is_plain(character: char) -> bool {
    match character {
        '<' | '>' | '&' | '`' => false,
        // Letters and signs by their class, and nothing to look at.
        '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}'
        | '\u{fffc}' => false,
        ' '..='~' => true,
        other => !other.is_ascii() && !other.is_control() && other.escape_debug().len() == 1,
    }
}

#[cfg(test)]
mod tests {
    use super::{canonical, visible};

    #[test]
    fn spellings_of_one_document_are_one() {
        let one = canonical(br#"{"b": [1, {"d": 1, "c": 2}], "a": "\u0041"}"#).unwrap();
        assert_eq!(one, r#"{"a":"A","b":[1,{"c":2,"d":1}]}"#);
        assert_eq!(canonical(one.as_bytes()), Some(one));
        assert_eq!(canonical(b"{"), None);
    }

    #[test]
    fn what_could_hide_the_rest_is_written_out_and_means_the_same() {
        let hides = "a  b<!-- -->`&\u{3164}\u{2800}\u{115f}\u{ffa0} c";
        let document = serde_json::to_string(hides).unwrap();
        let shown = visible(&document);
        assert_eq!(shown, r#""a \u0020b\u003c!-- --\u003e\u0060\u0026\u3164\u2800\u115f\uffa0 c""#);
        assert_eq!(serde_json::from_str::<String>(&shown).unwrap(), hides);
    }

    #[test]
    fn what_nobody_could_see_is_written_out_and_means_the_same() {
        let hidden = "a\u{202e}b\u{200b}c\u{1b}[2Jd\u{9b}\u{feff}\u{e0041}\u{2028}\u{7f}\u{a0}é日🦀";
        let document = serde_json::to_string(hidden).unwrap();
        let shown = visible(&document);
        assert_eq!(shown, r#""a\u202eb\u200bc\u001b[2Jd\u009b\ufeff\udb40\udc41\u2028\u007f\u00a0é日🦀""#);
        assert_eq!(serde_json::from_str::<String>(&shown).unwrap(), hidden);
    }
}
