//! Whether a value is a secret by the name it has, as far as the name and the value tell together.

use crate::format::Format;
use crate::name::{Credential, is_credential, words};
use crate::placeholder::is_made_up;
use crate::published::is_published;
use crate::table::FORMATS;
use crate::{scan, value};

/// The format of a value with this name: a vendor's, or the one of all others. `is_literal` says that it stands in quotes,
/// or where no code stands.
pub(crate) fn format_of(name: &str, value: &str, is_literal: bool) -> Option<&'static Format> {
    if is_published(value.as_bytes()) {
        return None;
    }
    let last = name.rsplit('.').next().unwrap_or(name);
    let credential = is_credential(last)
        .or_else(|| is_credential(name))
        .or_else(|| is_short(last))
        .or_else(|| is_pass(last));
    let is_key = credential.is_none() && is_literal && is_key(last);
    let may_be_of_vendor = credential.is_some() || is_key || value::names_a_key(name);
    let of_vendor = may_be_of_vendor.then(|| scan::format_of_named(name, value.as_bytes())).flatten();
    if of_vendor.is_some() {
        return of_vendor;
    }
    if is_header(last) && is_token_uuid(value) {
        return FORMATS.last();
    }
    if is_signature(last) && value.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
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

/// `ftp_pass`, `MAIL_PASS`; and not `render_pass`, `second_pass`.
fn is_pass(name: &str) -> Option<Credential> {
    const OTHERS: [&str; 26] = [
        "first", "second", "third", "last", "next", "prev", "previous", "one", "two", "single", "multi",
        "full", "by", "render", "compute", "shadow", "main", "opt", "compiler", "test", "lint", "depth",
        "blur", "boarding", "must", "should",
    ];
    let words = words(name);
    let (last, before) = words.split_last()?;
    let before = before.last()?;
    (last == "pass" && !OTHERS.contains(&before.as_str())).then_some(Credential::Certain)
}

/// What it says in hexadecimal digits anybody may know, and gives no right: the one of an address is in base 64.
fn is_signature(name: &str) -> bool {
    let name = name.trim_start_matches('-');
    name.eq_ignore_ascii_case("sig") || name.eq_ignore_ascii_case("signature")
}

/// A header that carries a token and nothing else.
fn is_header(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    matches!(name.as_str(), "authorization" | "proxy-authorization" | "bearer")
        || name.starts_with("x-")
            && (name.ends_with("-token") || name.ends_with("-key"))
            && is_credential(&name).is_some()
}

/// Some providers' tokens are UUIDs; nothing but such a header tells them from others.
fn is_token_uuid(value: &str) -> bool {
    let value = value::without_scheme(value);
    let digits: Vec<u8> = value.bytes().filter(|&byte| byte != b'-').collect();
    value::is_uuid(value.as_bytes()) && !is_made_up(&digits, 4.0, 4.0)
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
