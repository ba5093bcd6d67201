//! # P210: url_from_input
//!
//! Refuses input in the scheme or the host of a URL that is asked: with reqwest, ureq, hyper, isahc, surf, a web socket
//! or a `TcpStream`. What stands behind a host that the program names is left alone: `https://example.org/{page}`.
//!
//! A URL whose host was compared with a list, or that begins with a whole host of the program's, is left alone, and so
//! is a `PublicUrl`.
//!
//! Outside capabilities and handlers, a whole URL that the calling code names is left alone; a host that is put into one
//! is advice, and so is a URL from the command line or the environment.
//!
//! ## Why
//!
//! The server sees what its caller does not: the metadata service of the cloud, administration pages on loopback, other
//! machines of the network. Whoever chooses the host chooses among these. So does a redirect.
//!
//! CWE-918 (server-side request forgery). OWASP Top 10 (2021): A10, server-side request forgery. OWASP Agentic Top 10
//! (2026): ASI02, tool misuse and exploitation.
//!
//! ## What kind of guarantee
//!
//! A lint: it reads tokens, and follows values inside one function and into functions beside it that are in sight;
//! `cargo portcullis check` follows them over the files of a crate, too.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! mod reqwest {
//!     pub async fn get(_url: String) {}
//! }
//!
//! /// Asks a host how it is.
//! #[capability(read, allow(ambient_network, reason = "an example without a client"))]
//! async fn status(#[validate(length(max = 100))] host: String) {
//!     reqwest::get(format!("https://{host}/status")).await
//! }
//! ```
//!
//! ```text
//! error: input decides which host `reqwest::get` asks
//!        help: take a `PublicUrl` and ask it with `PublicWeb`, or choose the host with a `match` on what may be asked for
//!        see: cargo portcullis explain P210
//!    |
//! 10 |     reqwest::get(format!("https://{host}/status")).await
//!    |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! mod reqwest {
//!     pub async fn get(_url: String) {}
//! }
//!
//! /// Asks about a page of one host.
//! #[capability(read, allow(ambient_network, reason = "an example without a client"))]
//! async fn status(page: u64) {
//!     reqwest::get(format!("https://status.example.org/{page}")).await
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `helper_function.rs`: a function outside the body that asks.
//! - `own_client.rs`: a client of your own, under a name that says nothing of the web.
//! - `redirect.rs`: a host of the program's own that redirects to another.
//!
//! What a function is called for is believed: `is_allowed(url)`, `check_host(url)?`. A name that was checked may be
//! resolved to another address later; `PublicWeb` looks at the address itself.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(url_from_input, reason = "a proxy behind which nothing private lies"))]`. The reason has at
//! least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::Facts;
use crate::flow::{Site, Traits, Use, Value};

const HELP: &str = "take a `PublicUrl` and ask it with `PublicWeb`, or choose the host with a `match` on what may be asked for";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for (site, _, argument) in facts.reached(Traits::URL) {
        let Some(argument) = argument else { continue };
        let value = &argument.value;
        let is_in_host = value.traits.has(Traits::IN_HOST) || is_given_a_host(site, value);
        if !(value.is_from_outside() || is_in_host || value.traits.has(Traits::STORED)) {
            continue;
        }
        let message = format!("input decides which host `{}` asks", site.called());
        let finding = if value.is_foreign() || (is_in_host && value.is_from_outside()) {
            report.deny(argument.place, message)
        } else {
            report.advise(argument.place, message)
        };
        finding.help(HELP);
    }
}

/// `url.set_host(..)`, `Uri::builder().authority(..)`: the host alone.
fn is_given_a_host(site: &Site, host: &Value) -> bool {
    match &site.what {
        Use::Method { name, .. } => name == "set_host" || (name == "authority" && host.could(Traits::BUILT)),
        _ => false,
    }
}
