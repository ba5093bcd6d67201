//! The attributes of an item that are not ours to read, or not where we can read them.

use portcullis_rules::Diagnostics;
use proc_macro2::TokenTree;
use syn::{Attribute, Meta};

/// The attributes that `#[data]` understands and rustc does not.
pub const OURS: &[&str] = &["serde", "schemars", "validate", "bound", "audit"];

/// The `cfg`s among the attributes.
pub fn cfg(attributes: &[Attribute]) -> Vec<Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).cloned().collect()
}

/// Derives that `#[data]` makes up for.
pub const DERIVES: &[&str] = &["Serialize", "Deserialize", "JsonSchema", "Validate"];

/// `#[data]` writes these itself; two of one trait would be rustc's error, far from its cause.
pub fn check_derives(attributes: &[Attribute], out: &mut Diagnostics) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        // What does not parse is rustc's to report.
        let _ = attribute.parse_nested_meta(|meta| {
            let last = meta.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
            if DERIVES.contains(&last.as_str()) {
                out.error(&meta.path, format!("`#[data]` makes `{last}` itself")).help(
                    "remove it from the derives; `#[data(input)]` and `#[data(output)]` choose the direction",
                );
            }
            Ok(())
        });
    }
}

/// These belong on fields; elsewhere rustc would only say that it does not know them.
pub fn refuse_stray(attributes: &[Attribute], out: &mut Diagnostics) {
    refuse_hidden(attributes, out);
    for name in ["validate", "bound", "audit"] {
        if let Some(stray) = attributes.iter().find(|attribute| attribute.path().is_ident(name)) {
            out.error(stray, format!("`#[{name}]` belongs on a field"))
                .help("move it to the field that it is about");
        }
    }
}

/// An attribute macro sees `cfg_attr` as it is written, and cannot know whether it holds.
pub fn refuse_hidden(attributes: &[Attribute], out: &mut Diagnostics) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("cfg_attr")) {
        let Meta::List(list) = &attribute.meta else { continue };
        for token in list.tokens.clone() {
            if let TokenTree::Ident(name) = token
                && OURS.iter().any(|ours| name == ours)
            {
                out.error(name.span(), format!("`#[data]` cannot see a `{name}` that depends on a `cfg`"))
                    .help("write the field twice, each under its own `#[cfg(..)]`");
            }
        }
    }
}
