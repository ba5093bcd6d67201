//! Nothing of the caller's is in a refusal: a canary is put into every place of a document, in every form.

use super::*;

const CANARY: &str = "c4n4ry";
/// The canary as a JSON string, written in five ways; and as a number.
const FORMS: [&str; 6] = [
    "\"c4n4ry\"",
    "\"\\u0063\\u0034n4ry\"",
    "\"é c4n4ry \\n\"",
    "\"c4n4ry\\ud800\"",
    "\"c4n4ry\u{1}\"",
    "848484848484",
];

fn assert_silent<T: serde::de::DeserializeOwned + std::fmt::Debug>(document: &str) {
    let Err(malformed) = decode::<T>(document.as_bytes()) else {
        return;
    };
    let said = format!("{malformed} {malformed:?} {} {}", malformed.path, malformed.problem);
    for secret in [CANARY, "\\u0063", "848484"] {
        assert!(!said.contains(secret), "{document}: {said}");
    }
}

fn assert_silent_everywhere(document: &str) {
    assert_silent::<Order>(document);
    assert_silent::<Vec<Order>>(document);
    assert_silent::<Page<Order>>(document);
    assert_silent::<Flat>(document);
    assert_silent::<External>(document);
    assert_silent::<Internal>(document);
    assert_silent::<Adjacent>(document);
    assert_silent::<Tags>(document);
    assert_silent::<Foreign>(document);
    assert_silent::<BTreeMap<External, Meters>>(document);
    assert_silent::<BTreeMap<u8, bool>>(document);
    assert_silent::<BTreeMap<bool, u8>>(document);
    assert_silent::<std::net::IpAddr>(document);
    assert_silent::<(u8, Point, Nothing)>(document);
    assert_silent::<std::time::Duration>(document);
    assert_silent::<serde_json::Value>(document);
}

impl PartialOrd for External {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Eq for External {}
impl Ord for External {
    fn cmp(&self, _: &Self) -> std::cmp::Ordering {
        std::cmp::Ordering::Equal
    }
}

/// A type that is not ours, with all that serde has for telling the value in an error.
#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Foreign {
    #[serde(default)]
    untagged: Vec<Untagged>,
    #[serde(default)]
    checked: Vec<Checked>,
    #[serde(default, deserialize_with = "echo")]
    echo: u8,
    #[serde(flatten)]
    rest: BTreeMap<String, Untagged>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
#[allow(dead_code)]
enum Untagged {
    Number(u8),
    Size(Size),
    Checked(Checked),
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct Checked;

impl TryFrom<String> for Checked {
    type Error = String;
    fn try_from(value: String) -> Result<Checked, String> {
        Err(format!("unknown field `{value}`, {value} is not accepted"))
    }
}

fn echo<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    Err(serde::de::Error::custom(value))
}

#[test]
fn no_refusal_holds_a_value_or_a_key_of_the_callers() {
    let documents = [
        r#"{"id":1,"note":"n","lines":[{"sku":"s","price":1.5}],"labels":{"l":1}}"#,
        r#"[{"id":1}]"#,
        r#"{"items":[{"id":1,"lines":[{"a/b~c":"s","price":1}]}],"next":null}"#,
        r#"{"id":1,"width":1,"height":2,"grams":3}"#,
        r#""Unit""#,
        r#"{"Newtype":{"width":1,"height":2}}"#,
        r#"{"Tuple":[1,2]}"#,
        r#"{"Struct":{"width":1,"height":2}}"#,
        r#"{"kind":"Unit"}"#,
        r#"{"kind":"Newtype","width":1,"height":2}"#,
        r#"{"kind":"Struct","width":1,"inner":{"kind":"Unit"},"external":{"Tuple":[3,4]}}"#,
        r#"{"kind":"Tuple","of":[1,2]}"#,
        r#"{"of":{"width":1,"height":2},"kind":"Struct"}"#,
        r#"{"external":["Unit"],"internal":[{"kind":"Unit"}],"adjacent":[{"kind":"Unit"}]}"#,
        r#"{"untagged":[1],"checked":[],"echo":1,"other":{"width":1,"height":2}}"#,
        r#"{"checked":["x"]}"#,
        r#"{"7":1,"true":false}"#,
        r#"[1,[2,3],null]"#,
        r#"{"secs":1,"nanos":2}"#,
    ];
    for document in documents {
        for form in FORMS {
            for changed in with_each_token_replaced(document, form) {
                assert_silent_everywhere(&changed);
            }
        }
    }
}

/// The document with each string, number and literal in turn replaced, and with a field more in each object.
fn with_each_token_replaced(document: &str, by: &str) -> Vec<String> {
    let mut changed = Vec::new();
    let mut at = 0;
    while let Some(byte) = document.as_bytes().get(at) {
        let rest = &document[at..];
        let len = match byte {
            b'"' => rest[1..].find('"').unwrap_or_default() + 2,
            b'{' => {
                changed.push(format!("{}{by}:{by}, {}", &document[..=at], &document[at + 1..]));
                1
            }
            b'[' | b']' | b'}' | b',' | b':' => 1,
            _ => rest.find([',', ']', '}']).unwrap_or(rest.len()),
        };
        if !matches!(byte, b'{' | b'[' | b']' | b'}' | b',' | b':') {
            changed.push(format!("{}{by}{}", &document[..at], &document[at + len..]));
            changed.push(format!("{}{by}:{by},{rest}", &document[..at]));
            changed.push(format!("{}{{{by}:[{by}]}}{}", &document[..at], &document[at + len..]));
        }
        at += len;
    }
    changed
}

#[test]
fn a_key_that_is_no_field_is_a_star() {
    assert_eq!(refused::<Order>(r#"{"id":1,"c4n4ry":1}"#).path, "/*");
    assert_eq!(refused::<Order>(r#"{"id":1,"labels":{"c4n4ry":"x"}}"#).path, "/labels/*");
    assert_eq!(refused::<Foreign>(r#"{"c4n4ry":[]}"#).path, "");
    assert_eq!(refused::<BTreeMap<External, Meters>>(r#"{"c4n4ry":1}"#).path, "/*");
}

#[test]
fn the_text_of_a_types_own_error_is_not_kept() {
    assert_eq!(refused::<Foreign>(r#"{"echo":"c4n4ry"}"#).problem, Problem::Unacceptable);
    assert_eq!(refused::<Checked>("\"c4n4ry\"").problem, Problem::UnknownField { known: &[] });
}
