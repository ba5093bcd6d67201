//! Attacks on a document: what is sent in the place of one that is allowed. Each has a name that stays the same.

use serde_json::{Map, Value};

use super::document::{Document, Node, Way, quoted};
use super::hostile::{CANARY, CANARY_NUMBER, HOSTILE, NO_VALUES, NUMBERS, WHOLES};
use super::sample::{integer_limits, texts_of};
use super::verdict::{self, Verdict};

/// One attack: its name after the capability's, and what is sent.
#[derive(Debug, Clone)]
pub(super) struct Mutation {
    pub(super) name: String,
    pub(super) document: Document,
}

/// The largest document that is made to try a limit of bytes.
const LARGEST: usize = 4 << 20;

/// All attacks on one document that the schema allows.
pub(super) fn all(schema: &Value, base: &Value, max_input: usize) -> Vec<Mutation> {
    let document = Document::of(base);
    let mut out =
        Out { schema, mutations: vec![Mutation { name: "valid".into(), document: document.clone() }] };
    for way in document.root.ways() {
        if let Some(place) = Place::find(schema, base, &way) {
            out.at(&document, &place);
        }
    }
    out.of_the_whole(&document, max_input);
    out.mutations
}

/// A place in the document: its path, its value, and what the schema says of it, where that can be told.
struct Place<'a> {
    path: String,
    way: Way,
    value: &'a Value,
    rules: Option<&'a Map<String, Value>>,
}

impl<'a> Place<'a> {
    fn find(schema: &'a Value, base: &'a Value, way: &[usize]) -> Option<Self> {
        let (mut value, mut rules, mut path) = (base, deciding(schema, base), String::new());
        for number in way {
            let inner;
            (value, inner) = match value {
                Value::Array(list) => {
                    path = format!("{path}/{number}");
                    let value = list.get(*number)?;
                    let first = rules.and_then(|rules| rules.get("prefixItems")?.get(*number));
                    (value, first.or_else(|| rules.and_then(|rules| rules.get("items"))))
                }
                Value::Object(object) => {
                    let (key, value) = object.iter().nth(*number)?;
                    path = format!("{path}/{key}");
                    let own = rules.and_then(|rules| rules.get("properties")?.get(key));
                    (value, own.or_else(|| rules.and_then(|rules| rules.get("additionalProperties"))))
                }
                _ => return None,
            };
            rules = inner.and_then(|schema| deciding(schema, value));
        }
        Some(Place { path, way: way.to_vec(), value, rules })
    }

    fn count(&self, keyword: &str) -> Option<usize> {
        usize::try_from(self.rules?.get(keyword)?.as_u64()?).ok()
    }
}

/// The rules for a value: of several forms, those of the one that it has.
fn deciding<'a>(schema: &'a Value, value: &Value) -> Option<&'a Map<String, Value>> {
    let rules = schema.as_object()?;
    let forms = ["oneOf", "anyOf"].into_iter().find_map(|several| rules.get(several)?.as_array());
    match forms {
        Some(forms) => {
            let fits = |form: &&Value| verdict::of_value(form, value) != Verdict::Invalid;
            deciding(forms.iter().find(fits)?, value)
        }
        None => Some(rules),
    }
}

struct Out<'a> {
    schema: &'a Value,
    mutations: Vec<Mutation>,
}

impl Out<'_> {
    fn add(&mut self, family: &str, path: &str, label: &str, document: Document) {
        let name = format!("{family}{path}/{label}");
        if !self.mutations.iter().any(|known| known.name == name) {
            self.mutations.push(Mutation { name, document });
        }
    }

    /// With another value at the place.
    fn put(&mut self, base: &Document, place: &Place<'_>, family: &str, label: &str, node: Node) {
        self.add(family, &place.path, label, base.with(&place.way, node));
    }

    fn at(&mut self, base: &Document, place: &Place<'_>) {
        self.of_type(base, place);
        self.of_bounds(base, place);
        match place.value {
            Value::String(_) => self.of_text(base, place),
            Value::Number(_) => self.of_number(base, place),
            Value::Object(_) => self.of_fields(base, place),
            _ => {}
        }
        if place.value.is_string() || place.value.is_number() {
            for (label, bytes) in NO_VALUES {
                self.put(base, place, "syntax", label, Node::Leaf(bytes.to_vec()));
            }
        }
        for levels in [2, 40, 200] {
            let inner = base.root.at(&place.way).cloned().unwrap_or(Node::List(Vec::new()));
            let deep = (0..levels).fold(inner, |inner, _| Node::List(vec![inner]));
            self.put(base, place, "depth", &format!("{levels}-lists"), deep);
        }
    }

    /// Every other type, and the same value as another type.
    fn of_type(&mut self, base: &Document, place: &Place<'_>) {
        let leaf = |text: &str| Node::Leaf(text.as_bytes().to_vec());
        let same = base.root.at(&place.way).cloned();
        let list = |node: Option<Node>| Node::List(node.into_iter().collect());
        for (label, node) in [
            ("null", leaf("null")),
            ("true", leaf("true")),
            ("false", leaf("false")),
            ("zero", leaf("0")),
            ("number", leaf(CANARY_NUMBER)),
            ("fraction", leaf("0.5")),
            ("text", leaf(&format!("\"{CANARY}\""))),
            ("empty-list", Node::List(Vec::new())),
            ("empty-object", Node::Object(Vec::new())),
            ("in-a-list", list(same.clone())),
            (
                "in-an-object",
                Node::Object(same.clone().map(|same| (quoted("value"), same)).into_iter().collect()),
            ),
        ] {
            self.put(base, place, "type", label, node);
        }
        match place.value {
            Value::String(_) => {}
            Value::Array(elements) => {
                let pairs = (0..elements.len()).filter_map(|at| {
                    let Some(Node::List(nodes)) = &same else { return None };
                    Some((quoted(&at.to_string()), nodes.get(at)?.clone()))
                });
                self.put(base, place, "type", "as-an-object", Node::Object(pairs.collect()));
            }
            Value::Object(_) => {
                if let Some(Node::Object(pairs)) = &same {
                    let values = pairs.iter().map(|(_, node)| node.clone()).collect();
                    self.put(base, place, "type", "as-a-list", Node::List(values));
                }
            }
            scalar => {
                self.put(base, place, "type", "as-a-text", Node::Leaf(quoted(&scalar.to_string())));
                self.put(
                    base,
                    place,
                    "type",
                    "as-a-text-with-space",
                    Node::Leaf(quoted(&format!(" {scalar}"))),
                );
            }
        }
    }

    /// Each bound, and what is one beyond it.
    fn of_bounds(&mut self, base: &Document, place: &Place<'_>) {
        match place.value {
            Value::Number(number) if number.is_i64() || number.is_u64() => {
                let Some(rules) = place.rules else { return };
                let (least, most) = integer_limits(rules);
                for (label, number) in [
                    ("least", least),
                    ("below-the-least", least - 1),
                    ("most", most),
                    ("above-the-most", most + 1),
                    ("far-above", most.saturating_mul(1000) + 735_829_146),
                    ("far-below", least.saturating_sub(735_829_146)),
                ] {
                    self.put(base, place, "bound", label, Node::Leaf(number.to_string().into_bytes()));
                }
            }
            Value::Number(_) => {
                for keyword in ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"] {
                    let Some(limit) = place.rules.and_then(|rules| rules.get(keyword)?.as_f64()) else {
                        continue;
                    };
                    for (label, number) in [("at", limit), ("below", limit - 0.125), ("above", limit + 0.125)]
                    {
                        let text = format!("{number}");
                        self.put(
                            base,
                            place,
                            "bound",
                            &format!("{label}-{keyword}"),
                            Node::Leaf(text.into_bytes()),
                        );
                    }
                }
            }
            Value::String(text) => {
                let lengths = [
                    ("least", place.count("minLength")),
                    ("below-the-least", place.count("minLength").and_then(|least| least.checked_sub(1))),
                    ("most", place.count("maxLength")),
                    ("above-the-most", place.count("maxLength").map(|most| most + 1)),
                ];
                for (label, length) in lengths {
                    let Some(length) = length.filter(|length| *length <= LARGEST) else { continue };
                    let letters = if text.is_empty() { "a" } else { text };
                    let longer: String =
                        letters.chars().chain(letters.chars().cycle()).take(length).collect();
                    self.put(base, place, "bound", label, Node::Leaf(quoted(&longer)));
                    if length <= 100_000 {
                        let wide = format!("\"{}\"", "\\ud83d\\ude00".repeat(length));
                        self.put(
                            base,
                            place,
                            "bound",
                            &format!("{label}-escaped"),
                            Node::Leaf(wide.into_bytes()),
                        );
                    }
                }
            }
            Value::Array(elements) => {
                let Some(Node::List(nodes)) = base.root.at(&place.way) else { return };
                let lengths = [
                    ("empty", Some(0)),
                    ("below-the-least", place.count("minItems").and_then(|least| least.checked_sub(1))),
                    ("most", place.count("maxItems")),
                    ("above-the-most", place.count("maxItems").map(|most| most + 1)),
                    ("one-more", Some(elements.len() + 1)),
                ];
                for (label, length) in lengths {
                    let Some(length) = length.filter(|length| *length <= 100_000) else { continue };
                    if nodes.is_empty() && length > 0 {
                        continue;
                    }
                    let list = nodes.iter().cycle().take(length).cloned().collect();
                    self.put(base, place, "bound", label, Node::List(list));
                }
            }
            _ => {}
        }
    }

    fn of_text(&mut self, base: &Document, place: &Place<'_>) {
        for (label, text) in HOSTILE {
            self.put(base, place, "text", label, Node::Leaf(quoted(text)));
        }
        // As texts that are allowed at other lengths.
        for (number, text) in place.rules.map(texts_of).unwrap_or_default().into_iter().take(4).enumerate() {
            self.put(base, place, "text", &format!("allowed-{number}"), Node::Leaf(quoted(&text)));
        }
        if let Value::String(text) = place.value {
            let escaped: String = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
            self.put(base, place, "text", "escaped", Node::Leaf(format!("\"{escaped}\"").into_bytes()));
            for (label, changed) in [
                ("with-a-space", format!("{text} ")),
                ("with-a-newline", format!("{text}\n")),
                ("with-a-nul", format!("{text}\0")),
                ("upper-case", text.to_uppercase()),
                ("lower-case", text.to_lowercase()),
            ] {
                self.put(base, place, "text", label, Node::Leaf(quoted(&changed)));
            }
        }
    }

    fn of_number(&mut self, base: &Document, place: &Place<'_>) {
        for (label, number) in NUMBERS {
            self.put(base, place, "number", label, Node::Leaf(number.as_bytes().to_vec()));
        }
    }

    fn of_fields(&mut self, base: &Document, place: &Place<'_>) {
        let Some(Node::Object(pairs)) = base.root.at(&place.way).cloned() else { return };
        let field = |key: &[u8]| String::from_utf8_lossy(key).trim_matches('"').to_owned();
        let mut put = |family: &str, path: &str, label: &str, pairs: Vec<(Vec<u8>, Node)>| {
            let document = base.with(&place.way, Node::Object(pairs));
            let name =
                if label.is_empty() { format!("{family}{path}") } else { format!("{family}{path}/{label}") };
            self.mutations.push(Mutation { name, document });
        };
        for at in 0..pairs.len() {
            let Some((key, node)) = pairs.get(at).cloned() else { continue };
            let path = format!("{}/{}", place.path, field(&key));
            let without: Vec<_> = pairs.iter().filter(|(other, _)| *other != key).cloned().collect();
            put("missing-field", &path, "", without.clone());
            let again = |key: Vec<u8>, node: Node| [pairs.clone(), vec![(key, node)]].concat();
            put("repeated-field", &path, "same", again(key.clone(), node.clone()));
            put("repeated-field", &path, "null", again(key.clone(), Node::Leaf(b"null".to_vec())));
            let escaped: String = field(&key).encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
            put(
                "repeated-field",
                &path,
                "escaped",
                again(format!("\"{escaped}\"").into_bytes(), node.clone()),
            );
            for (label, name) in [
                ("upper-case", field(&key).to_uppercase()),
                ("with-a-space", format!("{} ", field(&key))),
                ("with-a-nul", format!("{}\0", field(&key))),
                ("with-a-tag-character", format!("{}\u{e0041}", field(&key))),
            ] {
                put(
                    "unknown-field",
                    &path,
                    label,
                    [without.clone(), vec![(quoted(&name), node.clone())]].concat(),
                );
                put("unknown-field", &path, &format!("{label}-besides"), again(quoted(&name), node.clone()));
            }
        }
        let others = [
            ("canary", CANARY),
            ("empty", ""),
            ("prototype", "__proto__"),
            ("number", "$serde_json::private::Number"),
            ("raw", "$serde_json::private::RawValue"),
            ("reference", "$ref"),
            ("caller", "caller"),
            ("meta", "_meta"),
        ];
        for (label, name) in others {
            let value = Node::Leaf(format!("\"{CANARY}\"").into_bytes());
            put("unknown-field", &place.path, label, [pairs.clone(), vec![(quoted(name), value)]].concat());
        }
    }

    fn of_the_whole(&mut self, base: &Document, max_input: usize) {
        for (label, bytes) in WHOLES {
            self.add("whole", "", label, Document::raw(bytes));
        }
        let around = |before: &[u8], after: &[u8]| Document {
            before: before.to_vec(),
            root: base.root.clone(),
            after: after.to_vec(),
        };
        for (label, before, after) in [
            ("byte-order-mark", &b"\xef\xbb\xbf"[..], &b""[..]),
            ("white-space-around", b" \r\n\t", b"\n "),
            ("trailing-comma", b"", b","),
            ("trailing-text", b"", b" Zq7xK9pV2nR4tW8y"),
            ("trailing-document", b"", b"{}"),
            ("trailing-nul", b"", b"\0"),
            ("trailing-comment", b"", b"// Zq7xK9pV2nR4tW8y"),
            ("leading-comment", b"/* Zq7xK9pV2nR4tW8y */", b""),
            ("in-a-list", b"[", b"]"),
            ("vertical-tab", b"\x0b", b""),
        ] {
            self.add("whole", "", label, around(before, after));
        }
        for levels in [33_usize, 129, 100_000] {
            let levels = levels.min(max_input / 2);
            let deep = [vec![b'['; levels], vec![b']'; levels]].concat();
            self.add("depth", "", &format!("{levels}"), Document::raw(deep));
            self.add("depth", "", &format!("{levels}-open"), Document::raw(vec![b'['; levels]));
        }
        let length = base.bytes().len();
        if max_input <= LARGEST {
            let padded = |to: usize| around(b"", &vec![b' '; to.saturating_sub(length)]);
            self.add("size", "", "at-the-limit", padded(max_input));
            self.add("size", "", "above-the-limit", padded(max_input + 1));
            self.add("size", "", "far-above-the-limit", padded(max_input * 2 + 64 * 1024));
        }
        // Whatever the schema allows besides.
        for (number, other) in super::sample::documents(self.schema).iter().enumerate() {
            self.add("valid", "", &format!("form-{number}"), Document::of(other));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use serde_json::json;

    use super::*;

    #[test]
    fn every_attack_has_a_name_of_its_own_and_most_must_be_refused() {
        let schema = json!({
            "type": "object", "additionalProperties": false, "required": ["customer", "limit"],
            "properties": {
                "customer": {"type": "string", "minLength": 4, "maxLength": 32, "pattern": "^[A-Z0-9-]+$"},
                "limit": {"type": "integer", "format": "uint32", "minimum": 1, "maximum": 50},
            },
        });
        let base = json!({"customer": "AAAA", "limit": 5});
        let mutations = all(&schema, &base, 1000);
        let names: HashSet<_> = mutations.iter().map(|mutation| mutation.name.as_str()).collect();
        assert_eq!(names.len(), mutations.len());
        let refused = |name: &str| {
            let mutation = mutations.iter().find(|mutation| mutation.name == name);
            let mutation = mutation.unwrap_or_else(|| panic!("{name} is not among {names:?}"));
            verdict::of_document(&schema, &mutation.document) == Verdict::Invalid
        };
        for name in [
            "type/limit/as-a-text",
            "type/limit/null",
            "bound/limit/above-the-most",
            "bound/limit/below-the-least",
            "bound/customer/above-the-most",
            "bound/customer/below-the-least",
            "missing-field/limit",
            "repeated-field/customer/escaped",
            "unknown-field/canary",
            "text/customer/nul",
            "number/limit/infinite",
            "depth/customer/40-lists",
            "whole/trailing-document",
            "whole/byte-order-mark",
            "type/as-a-list",
            "syntax/customer/lone-surrogate",
            "syntax/customer/overlong",
        ] {
            assert!(refused(name), "{name}");
        }
        for name in [
            "valid",
            "bound/limit/most",
            "bound/customer/most",
            "whole/white-space-around",
            "text/customer/escaped",
        ] {
            assert!(!refused(name), "{name}");
        }
    }
}
