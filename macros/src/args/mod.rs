//! What stands in attributes, as written: one struct an attribute, one documented field an argument.
//!
//! Values are of the right kind here; whether they make sense together is the model's business.

pub mod attack_test;
pub mod authority;
pub mod capability;
pub mod data;
pub mod failure;
pub mod field;
pub mod parser;
pub mod plugin;

pub use parser::Arguments;

use portcullis_rules::Diagnostics;
use proc_macro2::Span;
use syn::{Attribute, Ident, Meta};

/// Where `#[name]`, which takes no arguments, stands among the attributes.
pub fn marker(name: &str, attributes: &[Attribute], out: &mut Diagnostics) -> Option<Span> {
    let mut written = attributes.iter().filter(|attribute| attribute.path().is_ident(name));
    let first = written.next()?;
    if !matches!(first.meta, Meta::Path(_)) {
        out.error(&first.meta, format!("`{name}` takes no arguments")).help(format!("write `#[{name}]`"));
    }
    if let Some(again) = written.next() {
        out.error(again, format!("`#[{name}]` is given twice")).help("keep one of the two");
    }
    first.path().get_ident().map(Ident::span)
}
