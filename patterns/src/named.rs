//! Whether a value is a secret by the name it has, as far as the name and the value tell together.

use crate::format::Format;
use crate::name::{Credential, is_credential, words};
use crate::table::FORMATS;
use crate::{scan, value};

/// The format of a value with this name: a vendor's, or the one of all others. `is_literal` says that it stands in quotes,
/// or where no code stands.
pub(crate) fn format_of(name: &str, value: &str, is_literal: bool) -> Option<&'static Format> {
    let last = name.rsplit('.').next().unwrap_or(name);
    let credential = is_credential(last).or_else(|| is_credential(name)).or_else(|| is_short(last));
    let is_key = credential.is_none() && is_literal && is_key(last);
    let may_be_of_vendor = credential.is_some() || is_key || value::names_a_key(name);
    let of_vendor = may_be_of_vendor.then(|| scan::format_of_named(name, value.as_bytes())).flatten();
    if of_vendor.is_some() {
        return of_vendor;
    }
    let certain = credential == Some(Credential::Certain);
    let is_one = (credential.is_some() || is_key && value.len() >= SHORTEST_BY_KEY)
        && value::is_likely(value, certain)
        && (is_literal || !value::is_identifier(value));
    // The table ends with it.
    FORMATS.last().filter(|_| is_one)
}

/// What is too short to be told from other names in code, and is a credential's where a value as mixed as one follows.
fn is_short(name: &str) -> Option<Credential> {
    const NAMES: [&str; 7] = ["auth", "_auth", "dsn", "psk", "sig", "signature", "authentication"];
    let name = name.trim_start_matches('-');
    if name.eq_ignore_ascii_case("pass") {
        return Some(Credential::Certain);
    }
    NAMES.iter().any(|short| name.eq_ignore_ascii_case(short)).then_some(Credential::Possible)
}

/// `acme_key`, `AcmeKey`: the key of something, where a long and mixed value follows.
fn is_key(name: &str) -> bool {
    const OTHERS: [&str; 26] = [
        "public",
        "pub",
        "foreign",
        "primary",
        "cache",
        "sort",
        "partition",
        "hash",
        "index",
        "map",
        "object",
        "routing",
        "group",
        "message",
        "translation",
        "lookup",
        "row",
        "shard",
        "bucket",
        "registry",
        "natural",
        "idempotency",
        "dedup",
        "host",
        "verify",
        "verifying",
    ];
    let words = words(name);
    let Some(([.., before], [last])) = words.split_last().map(|(last, before)| (before, [last.as_str()]))
    else {
        return false;
    };
    matches!(last, "key" | "keys") && !OTHERS.contains(&before.as_str())
}

/// A shorter value of a key is a word or a number of the program's.
const SHORTEST_BY_KEY: usize = 20;

#[cfg(test)]
mod tests {
    use super::FORMATS;

    #[test]
    fn the_table_ends_with_the_format_of_what_has_none() {
        assert_eq!(FORMATS.last().map(super::Format::id), Some("generic-secret"));
    }
}
