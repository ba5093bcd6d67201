//! # P303: plaintext_url
//!
//! Refuses the literal address of a host over a protocol without encryption: `http://`, `ws://`, `redis://`, `amqp://`,
//! `ldap://`, `ftp://`, `mqtt://`, also one that is put together (`"http://"` and a host behind it).
//!
//! This machine (`localhost`, `127.0.0.1`, `[::1]`), hosts of examples and tests, names of schemas and namespaces
//! (`http://www.w3.org/2000/svg`), and texts that are only compared with or searched for are left alone. So is an address
//! whose host the source does not say.
//!
//! Where P305 finds a password in the same literal, that rule speaks.
//!
//! ## Why
//!
//! Everybody between here and there reads along, tokens included, and writes what he likes into the answer, which a model
//! will then believe.
//!
//! CWE-319 (cleartext transmission of sensitive information). OWASP Top 10 (2021): A02, cryptographic failures.
//!
//! ## What kind of guarantee
//!
//! A lint: it reads literals.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! /// Says where the forecast comes from.
//! #[capability(read)]
//! fn forecast() -> String {
//!     "http://api.skyforecast.net/v2".into()
//! }
//! ```
//!
//! ```text
//! error: what goes to `api.skyforecast.net` can be read and changed on the way
//!        help: use the encrypted form, `https://`
//!        see: cargo portcullis explain P303
//!   |
//! 6 |     "http://api.skyforecast.net/v2".into()
//!   |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! /// Says where the forecast comes from.
//! #[capability(read)]
//! fn forecast() -> String {
//!     "https://api.skyforecast.net/v2".into()
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `constant_elsewhere.rs`: a constant outside the body.
//! - `host_of_settings.rs`: a host that only the settings say.
//! - `port_without_tls.rs`: a host and a port without a protocol.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(plaintext_url, reason = "a sensor in the cabinet that knows no TLS"))]`. The reason has at
//! least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::{Fact, Facts, Holder, Text, What};
use crate::flow::{Argument, Site, Use};

const PLAIN: [(&str, &str); 7] = [
    ("http://", "https://"),
    ("ws://", "wss://"),
    ("redis://", "rediss://"),
    ("amqp://", "amqps://"),
    ("ldap://", "ldaps://"),
    ("ftp://", "sftp://"),
    ("mqtt://", "mqtts://"),
];

/// Hosts whose addresses are names of schemas, licences and the like; nobody connects to them.
const NAMES: &[&str] = &[
    "w3.org",
    "xmlsoap.org",
    "openxmlformats.org",
    "schemas.microsoft.com",
    "json-schema.org",
    "purl.org",
    "xmlns.com",
    "adobe.com",
    "opengis.net",
    "oasis-open.org",
    "sun.com",
    "xml.org",
    "relaxng.org",
    "sitemaps.org",
    "tempuri.org",
    "topografix.com",
    "schemas.google.com",
    "schema.org",
    "ogp.me",
    "dublincore.org",
    "creativecommons.org",
    "www.apple.com",
    "apache.org",
    "gnu.org",
    "opensource.org",
    "unicode.org",
    "inkscape.org",
    "omg.org",
    "jcp.org",
    "docbook.org",
    "garmin.com",
    "itunes.com",
    "hl7.org",
    "openid.net",
    "ietf.org",
    "rfc-editor.org",
    "iana.org",
    "freedesktop.org",
    "swagger.io",
    "openarchives.org",
    "rssboard.org",
    "icann.org",
    "drupal.org",
    "iptc.org",
    "useplus.org",
    "aiim.org",
    "pdfa.org",
    "libpng.org",
    "color.org",
];

/// Hosts that stand for any: `Url::parse("http://temp.com")`, to join something to it.
const PLACEHOLDERS: &[&str] = &["temp", "dummy", "placeholder", "fake", "foo", "bar", "unused"];

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for fact in facts.iter() {
        let What::Text(text) = &fact.what else { continue };
        let Some((plain, secure)) = PLAIN.iter().find(|(plain, _)| text.text.starts_with(plain)) else {
            continue;
        };
        if is_only_looked_at(text) || is_name(text) {
            continue;
        }
        let host = match host_in(&text.text, plain) {
            Some("") => built_host(facts, fact, plain),
            Some(host) => Some(host.to_owned()),
            None => None,
        };
        if let Some(host) = host.filter(|host| is_real(host)) {
            report
                .deny(fact.place, format!("what goes to `{host}` can be read and changed on the way"))
                .help(format!("use the encrypted form, `{secure}`"));
        }
    }
}

/// `http://host:80/path`: `None` if the text is no address but a sentence that begins with one.
fn host_in<'t>(text: &'t str, plain: &str) -> Option<&'t str> {
    let rest = text.get(plain.len()..)?;
    if text
        .contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '|' | '*' | '(' | '[' | '\\' | '^'))
    {
        return None;
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = rest.get(..end)?;
    let host = host.rsplit('@').next().unwrap_or(host);
    // `{region}:{port}`: only the last colon can stand before a port.
    Some(host.rsplit_once(':').map_or(host, |(host, _)| host))
}

/// A host that somebody else has, and that the source says. `{region}.example.net` says enough.
fn is_real(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let known = host.rsplit('}').next().unwrap_or(&host).trim_start_matches('.');
    let is_number = known.starts_with(|c: char| c.is_ascii_digit());
    let is_of_this_machine = known.starts_with("127.") || known == "0.0.0.0" || known == "169.254.169.254";
    let is_example = ["localhost", "example", "test", "invalid", "local", "lan", "arpa"]
        .iter()
        .any(|end| known == *end || known.ends_with(&format!(".{end}")))
        || ["example.com", "example.org", "example.net"].iter().any(|end| known.ends_with(end));
    let stands_for_any = known.rsplit('.').nth(1).is_some_and(|name| PLACEHOLDERS.contains(&name));
    let is_a_name = NAMES.iter().any(|name| known == *name || known.ends_with(&format!(".{name}")));
    let is_host = known.contains('.')
        && known.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
        && (is_number || known.rsplit('.').next().is_some_and(|top| top.len() >= 2 && !top.contains('_')));
    is_host && !is_of_this_machine && !is_example && !is_a_name && !stands_for_any
}

/// `url == "http://..."`, `strip_prefix("http://")`: nothing is sent there.
fn is_only_looked_at(text: &Text) -> bool {
    match &text.bound_to {
        Some(bound) if bound.by == Holder::Compared => true,
        Some(bound) if bound.by == Holder::Call => {
            let name = bound.name.as_str();
            matches!(
                name,
                "contains" | "find" | "replace" | "replacen" | "split" | "eq" | "matches" | "ends_with"
            ) || ["strip_", "starts_with", "trim_", "split_", "assert"]
                .iter()
                .any(|start| name.starts_with(start))
        }
        _ => false,
    }
}

/// `xmlns`, `$schema`, `@context`: the address is a name.
fn is_name(text: &Text) -> bool {
    let Some(bound) = &text.bound_to else { return false };
    let name = bound.name.to_ascii_lowercase();
    ["xmlns", "schema", "context", "namespace", "dtd", "ontology", "vocab", "homepage", "license", "docs"]
        .iter()
        .any(|word| name.contains(word))
        || name.ends_with("_ns")
        || name.starts_with("ns_")
        || name == "ns"
}

/// The host that is put behind a bare `"http://"` in the same function.
fn built_host(facts: &Facts, fact: &Fact, plain: &str) -> Option<String> {
    let around = facts.function(fact)?.extent;
    let begins = |argument: &Argument| {
        let start = argument.value.start.as_deref()?;
        (start.len() > plain.len() && start.starts_with(plain)).then(|| start.to_owned())
    };
    let start_of = |site: &Site| match &site.what {
        Use::Function { arguments, .. } => arguments.iter().find_map(begins),
        Use::Method { receiver, arguments, .. } => {
            begins(receiver).or_else(|| arguments.iter().find_map(begins))
        }
        Use::Operator { operands, .. } => operands.iter().find_map(begins),
        Use::Bound { value, .. } | Use::Returned(value) => begins(value),
        _ => None,
    };
    let start = facts.sites().filter(|site| around.contains(site.place)).find_map(start_of)?;
    host_in(&start, plain).map(str::to_owned)
}
