//! Documents that a schema allows: the ground that attacks stand on.

use serde_json::{Map, Value};

use super::verdict::{self, Verdict, integer_range};

/// How deep a schema is followed; ours do not refer to themselves.
const DEPTH: usize = 24;

/// So many forms of one schema are tried: its variants, with and without what may be left out.
const FORMS: usize = 12;

/// How values are chosen.
#[derive(Debug, Clone, Copy)]
struct Style {
    /// Which of several forms.
    form: usize,
    /// Whether there is what may be left out.
    full: bool,
    /// The least that is allowed, or something common.
    least: bool,
}

/// Documents that the schema does not forbid, the fullest first. There may be none.
pub(super) fn documents(schema: &Value) -> Vec<Value> {
    let mut documents: Vec<Value> = Vec::new();
    for form in 0..FORMS {
        for (full, least) in [(true, false), (false, false), (true, true)] {
            let Some(document) = value(schema, Style { form, full, least }, 0) else { continue };
            if verdict::of_value(schema, &document) != Verdict::Invalid && !documents.contains(&document) {
                documents.push(document);
            }
        }
    }
    documents
}

fn value(schema: &Value, style: Style, depth: usize) -> Option<Value> {
    let rules = match schema {
        Value::Bool(true) => return Some(Value::from(1)),
        Value::Object(rules) if depth < DEPTH => rules,
        _ => return None,
    };
    // What one field must be may hang on another, which no schema says.
    if let Some(example) = rules.get("examples").and_then(|examples| examples.get(style.form)) {
        return Some(example.clone());
    }
    if let Some(only) = rules.get("const") {
        return Some(only.clone());
    }
    for choice in ["enum", "oneOf", "anyOf"] {
        let Some(several) = rules.get(choice).and_then(Value::as_array) else { continue };
        let chosen = several.get(style.form % several.len().max(1))?;
        return match choice {
            "enum" => Some(chosen.clone()),
            _ => value(chosen, style, depth + 1),
        };
    }
    match kind(rules, style)? {
        "null" => Some(Value::Null),
        "boolean" => Some(Value::Bool(!style.least)),
        "integer" => integer(rules, style).map(Value::from),
        "number" => number(rules),
        "string" => texts(rules, style).into_iter().next().map(Value::from),
        "array" => list(rules, style, depth),
        "object" => object(rules, style, depth),
        _ => None,
    }
}

/// The type; of several, one that is not `null` where there is one.
fn kind(rules: &Map<String, Value>, style: Style) -> Option<&str> {
    match rules.get("type") {
        Some(Value::String(kind)) => Some(kind),
        Some(Value::Array(kinds)) => {
            let telling: Vec<_> =
                kinds.iter().filter_map(Value::as_str).filter(|kind| *kind != "null").collect();
            telling.get(style.form % telling.len().max(1)).copied().or(Some("null"))
        }
        _ if rules.contains_key("properties") => Some("object"),
        // Anything will do.
        _ => Some("integer"),
    }
}

/// The least and the greatest whole number that are allowed.
pub(super) fn integer_limits(rules: &Map<String, Value>) -> (i128, i128) {
    let format = rules.get("format").and_then(Value::as_str).and_then(integer_range);
    let (mut least, mut most) = format.unwrap_or((i64::MIN.into(), i64::MAX.into()));
    let whole = |keyword: &str| {
        let limit = rules.get(keyword)?;
        limit
            .as_i64()
            .map(i128::from)
            .or(limit.as_u64().map(i128::from))
            // portcullis: allow(lossy_cast, reason = "a limit that is out of reach is the largest or the least")
            .or(limit.as_f64().map(|limit| limit as i128))
    };
    for (limit, beyond) in [("minimum", 0), ("exclusiveMinimum", 1)] {
        least = whole(limit).map_or(least, |limit| least.max(limit + beyond));
    }
    for (limit, beyond) in [("maximum", 0), ("exclusiveMaximum", 1)] {
        most = whole(limit).map_or(most, |limit| most.min(limit - beyond));
    }
    (least, most)
}

fn integer(rules: &Map<String, Value>, style: Style) -> Option<i64> {
    let (least, most) = integer_limits(rules);
    let common = if style.least { least } else { 5 };
    (least <= most).then(|| common.clamp(least, most)).and_then(|number| i64::try_from(number).ok())
}

fn number(rules: &Map<String, Value>) -> Option<Value> {
    let limit = |keyword: &str| rules.get(keyword).and_then(Value::as_f64);
    let least = limit("minimum").or(limit("exclusiveMinimum"));
    let most = limit("maximum").or(limit("exclusiveMaximum"));
    let number = match (least, most) {
        (Some(least), Some(most)) => least / 2.0 + most / 2.0,
        (Some(least), None) => least + 1.0,
        (None, Some(most)) => most - 1.0,
        (None, None) => 1.5,
    };
    serde_json::Number::from_f64(number).map(Value::Number)
}

fn list(rules: &Map<String, Value>, style: Style, depth: usize) -> Option<Value> {
    let count = |keyword: &str| rules.get(keyword).and_then(Value::as_u64).map(|count| count as usize);
    let least = count("minItems").unwrap_or(0);
    let length = if style.full { least.max(1).min(count("maxItems").unwrap_or(usize::MAX)) } else { least };
    let first: Vec<&Value> =
        rules.get("prefixItems").and_then(Value::as_array).into_iter().flatten().collect();
    let any = Value::Bool(true);
    let rest = rules.get("items").unwrap_or(&any);
    let distinct = rules.get("uniqueItems") == Some(&Value::Bool(true));
    (0..length.min(10_000))
        .map(|number| {
            let schema = first.get(number).copied().unwrap_or(rest);
            let form = if distinct { number } else { style.form };
            value(schema, Style { form, ..style }, depth + 1)
        })
        .collect::<Option<Vec<_>>>()
        .map(Value::Array)
}

fn object(rules: &Map<String, Value>, style: Style, depth: usize) -> Option<Value> {
    let required: Vec<&str> = rules
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let mut object = Map::new();
    for (name, schema) in rules.get("properties").and_then(Value::as_object).into_iter().flatten() {
        if !style.full && !required.contains(&name.as_str()) {
            continue;
        }
        match value(schema, style, depth + 1) {
            Some(value) => object.insert(name.clone(), value),
            None if required.contains(&name.as_str()) => return None,
            None => continue,
        };
    }
    // Of a map: entries with keys that are allowed.
    let least = rules.get("minProperties").and_then(Value::as_u64).unwrap_or(0) as usize;
    let wanted = if style.full { least.max(1) } else { least };
    let others = rules.get("additionalProperties").filter(|others| others.is_object());
    if let (Some(others), true) = (others, object.is_empty()) {
        let names = rules.get("propertyNames").and_then(Value::as_object);
        let keys = names.map_or_else(
            || (0..wanted).map(|number| format!("a{number}")).collect(),
            |names| texts(names, style),
        );
        for key in keys.into_iter().take(wanted) {
            object.insert(key, value(others, style, depth + 1)?);
        }
    }
    Some(Value::Object(object))
}

/// Texts that the rules allow, as far as can be told; the likeliest first.
pub(super) fn texts_of(rules: &Map<String, Value>) -> Vec<String> {
    texts(rules, Style { form: 0, full: true, least: false })
}

fn texts(rules: &Map<String, Value>, style: Style) -> Vec<String> {
    let count = |keyword: &str| rules.get(keyword).and_then(Value::as_u64).map(|count| count as usize);
    let (least, most) = (count("minLength").unwrap_or(0), count("maxLength").unwrap_or(1_000_000));
    let mut candidates: Vec<String> = Vec::new();
    candidates.extend(
        rules
            .get("format")
            .and_then(Value::as_str)
            .into_iter()
            .flat_map(well_known)
            .map(|text| (*text).to_owned()),
    );
    let patterns: Vec<&str> = rules
        .get("pattern")
        .into_iter()
        .chain(
            rules
                .get("allOf")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(|rule| rule.get("pattern")),
        )
        .filter_map(Value::as_str)
        .collect();
    for repeats in [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 0] {
        let matching: Vec<String> =
            patterns.iter().filter_map(|pattern| matching(pattern, repeats)).collect();
        candidates.push(matching.concat());
        candidates.extend(matching);
    }
    for letters in ["a", "A", "0", "x1", "-"] {
        let length = if style.least { least } else { least.max(1) }.min(most);
        candidates.push(letters.chars().cycle().take(length.min(1_000_000)).collect());
    }
    let schema = Value::Object(rules.clone());
    candidates.retain(|text| verdict::of_value(&schema, &Value::from(text.as_str())) != Verdict::Invalid);
    candidates
}

/// Texts of a form that has a name.
fn well_known(format: &str) -> &'static [&'static str] {
    match format {
        "email" => &["a@example.com"],
        "uri" | "url" => &["https://example.com/"],
        "ipv4" | "ip" => &["192.0.2.1"],
        "ipv6" => &["2001:db8::1"],
        "date" => &["2026-01-31"],
        "date-time" => &["2026-01-31T12:00:00Z"],
        "time" => &["12:00:00Z", "12:00:00"],
        "duration" => &["PT1H"],
        "uuid" => &["67e55044-10b1-426f-9247-bb680e5fe0c8"],
        "hostname" => &["example.com"],
        "decimal" => &["1.50", "1"],
        _ => &[],
    }
}

/// A text that matches a regular expression, with `repeats` of whatever may be repeated.
fn matching(pattern: &str, repeats: u32) -> Option<String> {
    let mut out = Vec::new();
    write_match(&regex_syntax::parse(pattern).ok()?, repeats, &mut out)?;
    String::from_utf8(out).ok()
}

fn write_match(hir: &regex_syntax::hir::Hir, repeats: u32, out: &mut Vec<u8>) -> Option<()> {
    use regex_syntax::hir::{Class, HirKind};
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.extend_from_slice(&literal.0),
        HirKind::Class(Class::Unicode(class)) => {
            let within = |character: &char| {
                class.ranges().iter().any(|range| (range.start()..=range.end()).contains(character))
            };
            let common = "a0A-_. ".chars().find(within);
            let character = common.or_else(|| class.ranges().first().map(|range| range.start()))?;
            out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
        HirKind::Class(Class::Bytes(class)) => out.push(class.ranges().first()?.start()),
        HirKind::Repetition(repetition) => {
            let times = repeats.clamp(repetition.min, repetition.max.unwrap_or(u32::MAX));
            for _ in 0..times.min(100_000) {
                write_match(&repetition.sub, repeats, out)?;
            }
        }
        HirKind::Capture(capture) => write_match(&capture.sub, repeats, out)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| write_match(part, repeats, out))?,
        HirKind::Alternation(branches) => write_match(branches.first()?, repeats, out)?,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_text_is_made_for_a_pattern_and_a_length() {
        for pattern in [
            "^[A-Z0-9-]+$",
            "^ORD-[0-9]{6}$",
            "^(eur|usd)$",
            r"^\d{4}-\d{2}$",
            "^[a-z]{1,8}(-[a-z]{1,8}){1,3}$",
            "é+",
        ] {
            let rules = json!({"type": "string", "minLength": 3, "maxLength": 32, "pattern": pattern});
            let documents = documents(&rules);
            assert!(!documents.is_empty(), "{pattern}");
            assert!(
                documents.iter().all(|document| verdict::of_value(&rules, document) == Verdict::Valid),
                "{documents:?}"
            );
        }
    }

    #[test]
    fn each_form_of_a_tagged_type_is_made() {
        let schema = json!({"oneOf": [
            {"type": "object", "properties": {"kind": {"const": "a"}, "n": {"type": "integer", "minimum": 7}}, "required": ["kind", "n"], "additionalProperties": false},
            {"type": "object", "properties": {"kind": {"const": "b"}}, "required": ["kind"], "additionalProperties": false},
        ]});
        let documents = documents(&schema);
        assert!(
            documents.contains(&json!({"kind": "a", "n": 7})) && documents.contains(&json!({"kind": "b"})),
            "{documents:?}"
        );
    }

    #[test]
    fn an_example_goes_before_what_the_rules_alone_would_give() {
        let schema = json!({"type": "string", "pattern": "^[0-9]+$", "examples": ["42"]});
        let documents = documents(&schema);
        assert!(documents[0] == json!("42") && documents.contains(&json!("0")), "{documents:?}");
    }

    #[test]
    fn what_cannot_be_made_is_not_made() {
        assert_eq!(
            documents(&json!({"type": "string", "pattern": "^a$", "minLength": 3})),
            Vec::<Value>::new()
        );
        assert_eq!(documents(&json!(false)), Vec::<Value>::new());
    }
}
