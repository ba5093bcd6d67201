//! What a schema says of a document: that it allows it, that it does not, or that it cannot tell. It is read here and not
//! by the gate's decoder, so that the two can disagree.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::{LazyLock, Mutex, PoisonError};

use regex::Regex;
use serde_json::{Map, Value};

use super::document::Document;

/// The deepest document that a gate reads.
const MAX_DEPTH: usize = 32;

/// Keywords that say nothing of what is valid.
const SILENT: [&str; 11] = [
    "$schema",
    "title",
    "description",
    "default",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "$comment",
    "contentEncoding",
    "contentMediaType",
];

/// Whether a schema allows something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Valid,
    Invalid,
    /// The schema leaves it open, or says it in words that are not known here.
    Open,
}

use Verdict::{Invalid, Open, Valid};

impl Verdict {
    /// Both must allow it.
    fn and(self, other: Verdict) -> Verdict {
        match (self, other) {
            (Invalid, _) | (_, Invalid) => Invalid,
            (Open, _) | (_, Open) => Open,
            (Valid, Valid) => Valid,
        }
    }
}

fn valid_if(holds: bool) -> Verdict {
    if holds { Valid } else { Invalid }
}

/// Of what is sent: no JSON, a repeated key and a document that is too deep are never valid.
pub(super) fn of_document(schema: &Value, document: &Document) -> Verdict {
    let bytes = document.bytes();
    if document.root.repeats_a_key() || depth(&bytes) > MAX_DEPTH {
        return Invalid;
    }
    match serde_json::from_slice::<Value>(&bytes) {
        Ok(value) => of_value(schema, &value),
        Err(_) => Invalid,
    }
}

/// Of a value.
pub(super) fn of_value(schema: &Value, value: &Value) -> Verdict {
    let rules = match schema {
        Value::Bool(allows) => return valid_if(*allows),
        Value::Object(rules) => rules,
        _ => return Open,
    };
    rules.iter().map(|(keyword, rule)| of_keyword(keyword, rule, rules, value)).fold(Valid, Verdict::and)
}

fn of_keyword(keyword: &str, rule: &Value, rules: &Map<String, Value>, value: &Value) -> Verdict {
    match keyword {
        "type" => match rule {
            Value::Array(types) => {
                any(types.iter().filter_map(Value::as_str).map(|kind| of_type(kind, value)))
            }
            kind => of_type(kind.as_str().unwrap_or_default(), value),
        },
        "const" => valid_if(rule == value),
        "enum" => valid_if(rule.as_array().is_some_and(|allowed| allowed.contains(value))),
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => of_limit(keyword, rule, value),
        "minLength" | "maxLength" => match value.as_str() {
            Some(text) => of_count(keyword == "minLength", text.chars().count(), rule),
            None => Valid,
        },
        "minItems" | "maxItems" => match value.as_array() {
            // A set is counted when what stands in it twice is there once.
            Some(list) if rules.contains_key("uniqueItems") && has_a_twin(list) => Open,
            Some(list) => of_count(keyword == "minItems", list.len(), rule),
            None => Valid,
        },
        "minProperties" | "maxProperties" => match value.as_object() {
            Some(object) => of_count(keyword == "minProperties", object.len(), rule),
            None => Valid,
        },
        "pattern" => match (value.as_str(), rule.as_str()) {
            (Some(text), Some(pattern)) => matches(pattern, text).map_or(Open, valid_if),
            (Some(_), None) => Open,
            (None, _) => Valid,
        },
        "format" => of_format(rule.as_str().unwrap_or_default(), value),
        "required" => match (rule.as_array(), value.as_object()) {
            (Some(names), Some(object)) => {
                valid_if(names.iter().filter_map(Value::as_str).all(|name| object.contains_key(name)))
            }
            _ => Valid,
        },
        "properties" => match (rule.as_object(), value.as_object()) {
            (Some(properties), Some(object)) => object
                .iter()
                .filter_map(|(key, value)| Some(of_value(properties.get(key)?, value)))
                .fold(Valid, Verdict::and),
            _ => Valid,
        },
        "additionalProperties" => match value.as_object() {
            Some(object) if !rules.contains_key("patternProperties") => {
                let known = rules.get("properties").and_then(Value::as_object);
                let others =
                    object.iter().filter(|(key, _)| known.is_none_or(|known| !known.contains_key(*key)));
                others.map(|(_, value)| of_value(rule, value)).fold(Valid, Verdict::and)
            }
            Some(_) => Open,
            None => Valid,
        },
        "propertyNames" => match value.as_object() {
            Some(object) => {
                object.keys().map(|key| of_value(rule, &Value::from(key.as_str()))).fold(Valid, Verdict::and)
            }
            None => Valid,
        },
        "prefixItems" => match (rule.as_array(), value.as_array()) {
            (Some(schemas), Some(list)) => schemas
                .iter()
                .zip(list)
                .map(|(schema, value)| of_value(schema, value))
                .fold(Valid, Verdict::and),
            _ => Valid,
        },
        "items" => match value.as_array() {
            Some(list) => {
                let before = rules.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len);
                list.iter().skip(before).map(|value| of_value(rule, value)).fold(Valid, Verdict::and)
            }
            None => Valid,
        },
        "allOf" => each(rule).map(|schema| of_value(schema, value)).fold(Valid, Verdict::and),
        "anyOf" => any(each(rule).map(|schema| of_value(schema, value))),
        "oneOf" => one(each(rule).map(|schema| of_value(schema, value))),
        "not" => match of_value(rule, value) {
            Valid => Invalid,
            Invalid => Valid,
            Open => Open,
        },
        // A set that is read from a list with the same thing twice is still a set.
        "uniqueItems" => Open,
        silent if SILENT.contains(&silent) => Valid,
        _ => Open,
    }
}

fn has_a_twin(list: &[Value]) -> bool {
    list.iter().enumerate().any(|(at, one)| list.iter().skip(at + 1).any(|other| other == one))
}

/// Whether it does; `None` for a pattern that cannot be compiled. A pattern is compiled once.
fn matches(pattern: &str, text: &str) -> Option<bool> {
    static COMPILED: LazyLock<Mutex<HashMap<String, Option<Regex>>>> = LazyLock::new(Mutex::default);
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    let regex = compiled.entry(pattern.to_owned()).or_insert_with(|| Regex::new(pattern).ok());
    regex.as_ref().map(|regex| regex.is_match(text))
}

fn each(rule: &Value) -> impl Iterator<Item = &Value> {
    rule.as_array().into_iter().flatten()
}

fn any(verdicts: impl Iterator<Item = Verdict>) -> Verdict {
    verdicts.fold(Invalid, |all, one| match (all, one) {
        (Valid, _) | (_, Valid) => Valid,
        (Open, _) | (_, Open) => Open,
        (Invalid, Invalid) => Invalid,
    })
}

fn one(verdicts: impl Iterator<Item = Verdict>) -> Verdict {
    let possible: Vec<_> = verdicts.filter(|verdict| *verdict != Invalid).collect();
    match possible.as_slice() {
        [] => Invalid,
        [Valid] => Valid,
        // Of two that allow it, a decoder takes the first.
        _ => Open,
    }
}

fn of_type(kind: &str, value: &Value) -> Verdict {
    match (kind, value) {
        ("null", Value::Null)
        | ("boolean", Value::Bool(_))
        | ("string", Value::String(_))
        | ("array", Value::Array(_))
        | ("object", Value::Object(_))
        | ("number", Value::Number(_)) => Valid,
        ("integer", Value::Number(number)) if number.is_i64() || number.is_u64() => Valid,
        // `1.0` is an integer to a schema, and none to most decoders.
        ("integer", Value::Number(number)) if number.as_f64().is_some_and(|number| number.fract() == 0.0) => {
            Open
        }
        ("null" | "boolean" | "string" | "array" | "object" | "number" | "integer", _) => Invalid,
        _ => Open,
    }
}

fn of_limit(keyword: &str, rule: &Value, value: &Value) -> Verdict {
    let Value::Number(number) = value else { return Valid };
    let whole =
        |value: &serde_json::Number| value.as_i64().map(i128::from).or(value.as_u64().map(i128::from));
    let order = match rule {
        Value::Number(limit) => match (whole(number), whole(limit)) {
            (Some(number), Some(limit)) => Some(number.cmp(&limit)),
            _ => number.as_f64().zip(limit.as_f64()).and_then(|(number, limit)| number.partial_cmp(&limit)),
        },
        _ => None,
    };
    let Some(order) = order else { return Open };
    valid_if(match keyword {
        "minimum" => order.is_ge(),
        "maximum" => order.is_le(),
        "exclusiveMinimum" => order.is_gt(),
        _ => order.is_lt(),
    })
}

fn of_count(at_least: bool, count: usize, rule: &Value) -> Verdict {
    let Some(limit) = rule.as_u64().and_then(|limit| usize::try_from(limit).ok()) else { return Open };
    valid_if(if at_least { count >= limit } else { count <= limit })
}

/// Whole numbers have the range of their type; of texts it is known what is certainly none.
fn of_format(format: &str, value: &Value) -> Verdict {
    if let (Some((least, most)), Value::Number(number)) = (integer_range(format), value) {
        let whole = number.as_i64().map(i128::from).or(number.as_u64().map(i128::from));
        return match (whole, number.as_f64()) {
            (Some(whole), _) => valid_if((least..=most).contains(&whole)),
            (None, Some(number)) if number < least as f64 || number > most as f64 => Invalid,
            _ => Open,
        };
    }
    let Some(text) = value.as_str() else { return Valid };
    let certainly_none = match format {
        "ipv4" => text.parse::<Ipv4Addr>().is_err(),
        "ipv6" => text.parse::<Ipv6Addr>().is_err(),
        "ip" => text.parse::<IpAddr>().is_err(),
        "email" => !text.contains('@'),
        "uri" => !text.contains(':'),
        _ => false,
    };
    if certainly_none { Invalid } else { Open }
}

/// The numbers of a type that schemas name by `format`.
pub(super) fn integer_range(format: &str) -> Option<(i128, i128)> {
    Some(match format {
        "int8" => (i8::MIN.into(), i8::MAX.into()),
        "int16" => (i16::MIN.into(), i16::MAX.into()),
        "int32" => (i32::MIN.into(), i32::MAX.into()),
        "int64" | "int" => (i64::MIN.into(), i64::MAX.into()),
        "uint8" => (0, u8::MAX.into()),
        "uint16" => (0, u16::MAX.into()),
        "uint32" => (0, u32::MAX.into()),
        "uint64" | "uint" => (0, u64::MAX.into()),
        _ => return None,
    })
}

/// The limits of all types of whole numbers, which refusals name.
pub(super) fn integer_limits() -> String {
    let formats = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"];
    formats.into_iter().filter_map(integer_range).map(|(least, most)| format!("{least} {most} ")).collect()
}

/// How many arrays and objects stand inside one another.
fn depth(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest, mut in_text, mut escaped) = (0_usize, 0, false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => depth += 1,
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_schema_says_is_understood() {
        let schema = json!({
            "type": "object", "additionalProperties": false, "required": ["a"],
            "properties": {
                "a": {"type": "integer", "format": "uint8", "minimum": 1, "maximum": 9},
                "b": {"type": ["string", "null"], "maxLength": 2, "pattern": "^x"},
                "c": {"oneOf": [{"const": 1}, {"const": 2}]},
                "d": {"type": "array", "maxItems": 1, "items": {"type": "boolean"}},
                "e": {"type": "string", "not": {"type": "string", "pattern": "no"}},
            },
        });
        for (value, verdict) in [
            (json!({"a": 1}), Open),
            (json!({"a": 0}), Invalid),
            (json!({"a": 10}), Invalid),
            (json!({"a": 1.5}), Invalid),
            (json!({"a": "1"}), Invalid),
            (json!({}), Invalid),
            (json!([]), Invalid),
            (json!({"a": 1, "b": "xyz"}), Invalid),
            (json!({"a": 1, "b": "y"}), Invalid),
            (json!({"a": 1, "c": 3}), Invalid),
            (json!({"a": 1, "d": [1]}), Invalid),
            (json!({"a": 1, "d": [true, true]}), Invalid),
            (json!({"a": 1, "e": "no"}), Invalid),
            (json!({"a": 1, "unknown": 1}), Invalid),
        ] {
            let verdict_here = of_value(&schema, &value);
            assert!(
                verdict_here == verdict || (verdict == Open && verdict_here == Valid),
                "{value}: {verdict_here:?}"
            );
        }
        assert_eq!(of_value(&json!({"not": {"futureWord": 1}}), &json!(1)), Open);
    }

    #[test]
    fn what_is_no_json_is_never_valid() {
        let anything = json!(true);
        for text in ["", "1 2", "[1,]", "1e400", r#""\ud800""#, "{} x", "nul"] {
            assert_eq!(of_document(&anything, &Document::raw(text)), Invalid, "{text}");
        }
        let deep = format!("{}{}", "[".repeat(33), "]".repeat(33));
        assert_eq!(of_document(&anything, &Document::raw(deep)), Invalid);
        assert_eq!(of_document(&anything, &Document::raw("[1]")), Valid);
    }
}
