//! What concerns several fields, or several variants, at once.

use std::collections::BTreeSet;

use portcullis_rules::Diagnostics;
use syn::{Ident, LitStr};

use super::field::Field;
use super::limits::Check;
use crate::args::parser::nearest;

/// Each field has a name of its own, and what must match a field finds it.
pub fn check_fields(fields: &[Field], out: &mut Diagnostics) {
    let unconditional = fields.iter().filter(|field| field.cfg.is_empty() && field.serde.flatten.is_none());
    let names = unconditional
        .filter_map(|field| Some((field.json.as_str(), field.name.as_ref()?, &field.serde.aliases)));
    check_unique(names, "fields", out);
    for check in fields.iter().flat_map(|field| &field.checks) {
        if let Check::MustMatch(other) = check
            && !fields.iter().any(|field| field.name.as_ref() == Some(other))
        {
            let names: Vec<String> =
                fields.iter().filter_map(|field| Some(field.name.as_ref()?.to_string())).collect();
            let help = match nearest(&other.to_string(), names.iter().map(String::as_str)) {
                Some(name) => format!("did you mean `{name}`?"),
                None => "name a field of the same type".to_owned(),
            };
            out.error(other, format!("there is no field `{other}` to match")).help(help);
        }
    }
}

/// Two things of one name: only one of them could ever be read. Under a `cfg` they may exclude each other.
pub fn check_unique<'a>(
    names: impl Iterator<Item = (&'a str, &'a Ident, &'a Vec<LitStr>)>,
    what: &str,
    out: &mut Diagnostics,
) {
    let mut seen = BTreeSet::new();
    for (json, ident, aliases) in names {
        let aliases = aliases.iter().map(|alias| (alias.value(), alias.span()));
        for (name, span) in [(json.to_owned(), ident.span())].into_iter().chain(aliases) {
            if !seen.insert(name.clone()) {
                out.error(span, format!("two {what} are called `{name}` in JSON")).help("rename one of them");
            }
        }
    }
}
