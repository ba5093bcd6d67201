//! What each framework's tools look like: one file each, which reads and says what it found.

pub(super) mod axum;
pub(super) mod rig;
pub(super) mod rmcp;
pub(super) mod swiftide;

use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Meta, Token};

use super::tool::literal;
use super::words::capability;

/// The attribute with this last name.
fn attribute<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a Attribute> {
    attributes.iter().find(|it| it.path().segments.last().is_some_and(|last| last.ident == name))
}

/// What stands between the brackets of an attribute.
fn metas(attribute: &Attribute) -> Vec<Meta> {
    let parse = Punctuated::<Meta, Token![,]>::parse_terminated;
    match &attribute.meta {
        Meta::List(list) => {
            list.parse_args_with(parse).map(|list| list.into_iter().collect()).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// The value of `key = value`.
fn value<'a>(metas: &'a [Meta], key: &str) -> Option<&'a Expr> {
    metas.iter().find_map(|meta| match meta {
        Meta::NameValue(pair) if pair.path.is_ident(key) => Some(&pair.value),
        _ => None,
    })
}

/// The text of `key = "…"`.
fn text(metas: &[Meta], key: &str) -> Option<String> {
    literal(value(metas, key)?)
}

/// What callers know a tool by, if that is not the function's own name.
fn known_as(metas: &[Meta], function: &str) -> Option<String> {
    let name = text(metas, "name").map(|name| capability(&name))?;
    (!name.is_empty() && name != function).then_some(name)
}

/// The lines of a description.
fn lines(text: &str) -> Vec<String> {
    text.lines().map(|line| line.trim().to_owned()).collect()
}
