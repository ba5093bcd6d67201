//! The surface as a text that people compare: TOML in which each fact has a line of its own, in an order that does not
//! depend on chance.

use std::fmt::{self, Write};
use std::sync::Arc;

use serde_json::Value;

use super::Descriptor;
use crate::authority::Grant;

const HEAD: &str = "\
# All that this gate offers: who may call what, what callers read, what each capability may change and touch, and within
# which limits.
# It is checked in, so that a change of it is seen. `BLESS=1 cargo test` writes it anew.
";

/// Who may call what, and who may agree.
pub(crate) struct Rights {
    /// `None` if the authorizer cannot tell.
    pub(crate) rules: Option<Vec<String>>,
    /// By name.
    pub(crate) approvers: Vec<String>,
}

/// The text for these capabilities, which are in the order of their names.
pub(crate) fn text(
    capabilities: impl Iterator<Item = Arc<Descriptor>>,
    plugins: Vec<(&'static str, Vec<Grant>)>,
    rights: Rights,
) -> String {
    let mut text = HEAD.to_owned();
    let _ = policy(&mut text, rights);
    for (name, reads) in plugins {
        let _ = plugin(&mut text, name, &reads);
    }
    for descriptor in capabilities {
        // Writing to a `String` does not fail.
        let _ = capability(&mut text, &descriptor);
    }
    text
}

fn policy(text: &mut String, rights: Rights) -> fmt::Result {
    writeln!(text, "\n[policy]")?;
    match rights.rules {
        Some(rules) => list(text, "rules", rules.into_iter())?,
        None => writeln!(text, "rules = \"in the code of an authorizer, which does not tell\"")?,
    }
    list(text, "approvers", rights.approvers.into_iter())
}

/// Without its version, which changes with each release.
fn plugin(text: &mut String, name: &str, reads: &[Grant]) -> fmt::Result {
    writeln!(text, "\n[plugin.{}]", key(name))?;
    list(text, "on_load", reads.iter().map(granted))
}

fn granted(grant: &Grant) -> String {
    format!("{} {}: {}", grant.effect, grant.kind, grant.reaches)
}

fn capability(text: &mut String, descriptor: &Descriptor) -> fmt::Result {
    let name = key(descriptor.name);
    writeln!(text, "\n[capability.{name}]")?;
    writeln!(text, "description = {}", quoted(descriptor.description))?;
    writeln!(text, "effect = \"{}\"", descriptor.effect)?;
    if descriptor.idempotent {
        writeln!(text, "idempotent = true")?;
    }
    if descriptor.approval {
        writeln!(text, "approval = true")?;
    }
    for (limit, value) in sorted(&serde_json::to_value(descriptor.limits).unwrap_or_default()) {
        writeln!(text, "{limit} = {}", scalar(value))?;
    }
    list(text, "authorities", descriptor.grants.iter().map(granted))?;
    let exceptions = descriptor.exceptions.iter();
    list(
        text,
        "exceptions",
        exceptions.map(|exception| format!("{} {}: {}", exception.code, exception.rule, exception.reason)),
    )?;
    for (side, schema) in [("input", &descriptor.input_schema), ("output", &descriptor.output_schema)] {
        writeln!(text, "\n[capability.{name}.{side}]")?;
        facts(text, "", schema.as_value())?;
    }
    Ok(())
}

fn list(text: &mut String, name: &str, items: impl Iterator<Item = String>) -> fmt::Result {
    let items: Vec<String> = items.map(|item| format!("    {},\n", quoted(&item))).collect();
    match items.as_slice() {
        [] => writeln!(text, "{name} = []"),
        items => writeln!(text, "{name} = [\n{}]", items.concat()),
    }
}

/// A line for each leaf of a schema, under its JSON Pointer.
fn facts(text: &mut String, at: &str, value: &Value) -> fmt::Result {
    match value {
        Value::Object(members) if !members.is_empty() => {
            sorted(value).into_iter().try_for_each(|(name, value)| {
                // Said by the header of the table, and the same everywhere.
                let is_known = at.is_empty() && matches!(name, "$schema" | "title");
                let name = name.replace('~', "~0").replace('/', "~1");
                if is_known { Ok(()) } else { facts(text, &format!("{at}/{name}"), value) }
            })
        }
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            let mut items = items.iter().enumerate();
            items.try_for_each(|(index, item)| facts(text, &format!("{at}/{index}"), item))
        }
        leaf => writeln!(text, "{} = {}", quoted(at), scalar(leaf)),
    }
}

/// By name: the order in a map depends on who else is compiled in.
fn sorted(value: &Value) -> Vec<(&str, &Value)> {
    let mut members: Vec<_> =
        value.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value)).collect();
    members.sort_by_key(|(name, _)| *name);
    members
}

/// What is no scalar in TOML is a text of its JSON.
fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Bool(_) => value.to_string(),
        // TOML's whole numbers end where those of `i64` do.
        Value::Number(number) if number.is_i64() => value.to_string(),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(scalar).collect::<Vec<_>>().join(", "))
        }
        Value::Object(members) if !members.is_empty() => {
            let members =
                sorted(value).into_iter().map(|(name, value)| format!("{} = {}", key(name), scalar(value)));
            format!("{{ {} }}", members.collect::<Vec<_>>().join(", "))
        }
        other => quoted(&other.to_string()),
    }
}

fn key(name: &str) -> String {
    let is_bare = name.chars().all(|next| next.is_ascii_alphanumeric() || matches!(next, '_' | '-'));
    if is_bare { name.to_owned() } else { quoted(name) }
}

/// In quotes, on one line, with whatever a reviewer could not see written out.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        let is_hidden =
            || character.is_control() || (!character.is_ascii() && character.escape_debug().nth(1).is_some());
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            hidden if is_hidden() => {
                let _ = write!(quoted, "\\U{:08X}", u32::from(hidden));
            }
            plain => quoted.push(plain),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reviewer_could_not_see_is_written_out() {
        for (text, expected) in [
            ("plain ä 日本 🦀", "\"plain ä 日本 🦀\""),
            ("a \"b\" \\ c", r#""a \"b\" \\ c""#),
            ("two\nlines", r#""two\nlines""#),
            ("turned\u{202e}", r#""turned\U0000202E""#),
            ("\u{200b}\u{feff}\u{7f}\u{1b}", r#""\U0000200B\U0000FEFF\U0000007F\U0000001B""#),
            ("\u{e0041}\u{2028}", r#""\U000E0041\U00002028""#),
        ] {
            assert_eq!(quoted(text), expected);
        }
    }

    #[test]
    fn each_fact_of_a_schema_has_a_line_in_a_stable_order() {
        let schema = serde_json::json!({
            "$schema": "left out", "title": "left out too", "type": "object",
            "properties": {"title": {"type": "string", "maxLength": 5}, "a/b": {"oneOf": [{"const": 1}, {}]}},
            "required": ["title", "a/b"], "additionalProperties": false, "maximum": 18_446_744_073_709_551_615_u64,
        });
        let mut text = String::new();
        facts(&mut text, "", &schema).unwrap();
        let expected = r#"
"/additionalProperties" = false
"/maximum" = "18446744073709551615"
"/properties/a~1b/oneOf/0/const" = 1
"/properties/a~1b/oneOf/1" = "{}"
"/properties/title/maxLength" = 5
"/properties/title/type" = "string"
"/required" = ["title", "a/b"]
"/type" = "object"
"#;
        assert_eq!(text, expected.trim_start());
    }
}
