//! Joins the holes of a text with their values. Whatever has no counterpart is an error.

use std::collections::BTreeMap;

use portcullis_rules::Diagnostics;
use syn::ext::IdentExt;
use syn::parse::Parser;
use syn::{Expr, LitStr};

use super::parse::{Entry, Written, literal};
use crate::args::parser::nearest;

/// A prompt in which every hole has a value and every value a hole.
pub struct Resolved {
    /// The text between the holes; literals are in it already.
    pub pieces: Vec<String>,
    /// Which value stands after each piece but the last.
    pub holes: Vec<usize>,
    pub values: Vec<Expr>,
    pub data: Vec<(String, Expr)>,
}

pub fn resolve(written: &Written, out: &mut Diagnostics) -> Option<Resolved> {
    // Of what could not be read, nothing more is said.
    let is_read = out.is_empty();
    check_names(written, out);
    let text = written.text.as_ref()?;
    let mut found = Diagnostics::new();
    let parts = split(text, &mut found);
    let is_read = is_read && found.is_empty();
    for finding in found.into_findings() {
        out.push(finding);
    }
    check_text(text, &parts, out);
    let values: BTreeMap<String, &Entry> =
        written.entries.iter().filter(|entry| !entry.is_data).map(|entry| (name(entry), entry)).collect();
    let used: Vec<&str> = parts.iter().filter_map(Part::hole).collect();
    let mut told: Vec<&str> = Vec::new();
    let unused =
        written.entries.iter().filter(|entry| !entry.is_data && !used.contains(&name(entry).as_str()));
    for entry in unused.filter(|_| is_read) {
        let written_name = name(entry);
        let unfilled = used.iter().copied().filter(|hole| !values.contains_key(*hole));
        let help = match nearest(&written_name, unfilled) {
            Some(meant) => {
                // One slip, one error.
                told.push(meant);
                format!("did you mean `{meant}`?")
            }
            None if written_name == "data" => "give the data a name: `data text = …`".to_owned(),
            None => format!(
                "write `{{{written_name}}}` in the text, or `data {written_name} = …` if others wrote it"
            ),
        };
        out.error(&entry.name, format!("the text has no hole `{{{written_name}}}`")).help(help);
    }
    // In the order in which they are written: they are worked out in that order.
    let run_time: Vec<&Entry> =
        written.entries.iter().filter(|entry| !entry.is_data && literal(&entry.value).is_none()).collect();
    let mut resolved = Resolved {
        pieces: vec![String::new()],
        holes: Vec::new(),
        values: run_time.iter().map(|entry| entry.value.clone()).collect(),
        data: Vec::new(),
    };
    for part in &parts {
        match part {
            Part::Text(text) => push(&mut resolved, text),
            Part::Hole(hole) => match values.get(hole) {
                Some(entry) => match run_time.iter().position(|other| other.name == entry.name) {
                    Some(place) => {
                        resolved.holes.push(place);
                        resolved.pieces.push(String::new());
                    }
                    None => push(
                        &mut resolved,
                        &literal(&entry.value).map(|text| text.value()).unwrap_or_default(),
                    ),
                },
                None if !is_read || told.contains(&hole.as_str()) => {}
                None => {
                    told.push(hole);
                    unfilled(text, hole, written, out);
                }
            },
        }
    }
    let data = written.entries.iter().filter(|entry| entry.is_data);
    resolved.data = data.map(|entry| (name(entry), entry.value.clone())).collect();
    out.is_empty().then_some(resolved)
}

fn push(resolved: &mut Resolved, text: &str) {
    if let Some(last) = resolved.pieces.last_mut() {
        last.push_str(text);
    }
}

fn name(entry: &Entry) -> String {
    entry.name.unraw().to_string()
}

/// A hole for which there is no value.
fn unfilled(text: &LitStr, hole: &str, written: &Written, out: &mut Diagnostics) {
    if written.entries.iter().any(|entry| entry.is_data && name(entry) == hole) {
        out.error(text, format!("`{hole}` is data, and data never stands among the instructions"))
            .help(format!("say in words what it is, `the {hole}`: the model finds it under this name"));
        return;
    }
    out.error(text, format!("the hole `{{{hole}}}` has no value"))
        .help(format!("add `{hole} = …` after the text, or write `{{{{` for a brace"));
}

fn check_names(written: &Written, out: &mut Diagnostics) {
    for (place, entry) in written.entries.iter().enumerate() {
        let before = written.entries.iter().take(place);
        if before.into_iter().any(|other| name(other) == name(entry)) {
            out.error(&entry.name, format!("`{}` is given twice", name(entry))).help("keep one of the two");
        }
    }
}

fn check_text(text: &LitStr, parts: &[Part], out: &mut Diagnostics) {
    let is_empty = parts.iter().all(|part| matches!(part, Part::Text(text) if text.trim().is_empty()));
    if is_empty && text.value().trim().is_empty() {
        out.error(text, "a prompt needs instructions").help("say what the model is to do");
    }
    let hidden = |character: char| {
        (character.is_control() && !matches!(character, '\n' | '\t' | '\r'))
            || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
    };
    if text.value().chars().any(hidden) {
        out.error(text, "there is a character in this text that nobody sees and that a model reads")
            .help("remove it, or say what it is in words");
    }
}

enum Part {
    Text(String),
    Hole(String),
}

impl Part {
    fn hole(&self) -> Option<&str> {
        match self {
            Part::Hole(name) => Some(name),
            Part::Text(_) => None,
        }
    }
}

/// Splits the text at its holes.
fn split(literal: &LitStr, out: &mut Diagnostics) -> Vec<Part> {
    let text = literal.value();
    let mut parts = Vec::new();
    let mut plain = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['{', '}']) {
        let (before, brace) = rest.split_at(at);
        plain.push_str(before);
        if let Some(after) = brace.strip_prefix("{{") {
            plain.push('{');
            rest = after;
            continue;
        }
        if let Some(after) = brace.strip_prefix("}}") {
            plain.push('}');
            rest = after;
            continue;
        }
        let Some((hole, after)) = brace.strip_prefix('{').and_then(|open| open.split_once('}')) else {
            out.error(literal, "a brace stands alone")
                .help("write `{{` or `}}` for a brace that the model reads");
            rest = brace.get(1..).unwrap_or_default();
            continue;
        };
        parts.push(Part::Text(std::mem::take(&mut plain)));
        parts.extend(check_hole(literal, hole, out).map(Part::Hole));
        rest = after;
    }
    plain.push_str(rest);
    parts.push(Part::Text(plain));
    parts
}

/// `{name}`, and nothing more.
fn check_hole(literal: &LitStr, hole: &str, out: &mut Diagnostics) -> Option<String> {
    if let Some((name, _)) = hole.split_once(':') {
        out.error(literal, format!("`{{{hole}}}` cannot be formatted in its own way"))
            .help(format!("write `{{{name}}}`, or `{{{{` for a brace that the model reads"));
        return None;
    }
    let is_name = syn::Ident::parse_any.parse_str(hole).is_ok_and(|ident| ident.unraw() == hole);
    if !is_name {
        out.error(literal, format!("`{{{hole}}}` names no value"))
            .help("write `{name}` with `name = …` after the text, or `{{` for a brace that the model reads");
        return None;
    }
    Some(hole.to_owned())
}
