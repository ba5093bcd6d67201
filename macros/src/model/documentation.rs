//! What callers and models read about a type or a field: its doc comment, or `#[schemars(..)]`.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

use crate::args::field::Schemars;

/// Title and description for a schema.
#[derive(Default)]
pub struct Documentation {
    pub title: Option<String>,
    pub description: Option<String>,
}

impl Documentation {
    /// `#[schemars(description)]` goes before the doc comment.
    pub fn of(attributes: &[Attribute], schemars: &Schemars) -> Self {
        Documentation {
            title: schemars.title.as_ref().map(|title| title.value()),
            description: schemars
                .description
                .as_ref()
                .map(|text| text.value())
                .or_else(|| doc_comment(attributes)),
        }
    }
}

/// The text of a doc comment, without the space that follows the slashes.
pub fn doc_comment(attributes: &[Attribute]) -> Option<String> {
    let lines: Vec<String> = attributes.iter().filter_map(doc_text).collect();
    let text = lines.join("\n");
    let text = text.lines().map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end());
    let text = text.collect::<Vec<_>>().join("\n").trim().to_owned();
    (!text.is_empty()).then_some(text)
}

fn doc_text(attribute: &Attribute) -> Option<String> {
    if !attribute.path().is_ident("doc") {
        return None;
    }
    match &attribute.meta {
        Meta::NameValue(meta) => match &meta.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}
