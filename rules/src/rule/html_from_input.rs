//! # P214: html_from_input
//!
//! Refuses input in HTML that nobody escapes: in `Html(..)`, `RawHtml(..)`, `PreEscaped(..)`, `from_safe_string(..)`, the
//! body of a response that says `text/html` or has tags, a text with tags that is written to a file or a stream, and a
//! page that is returned.
//!
//! Text that is sent as text is left alone, whatever is in it; so are numbers, and what an escaping function or a
//! sanitizer has made.
//!
//! ## Why
//!
//! A page runs the scripts that are in it, with the rights of whoever reads it. What a model wrote is input as well: it
//! repeats the markup of the page that it was asked to sum up.
//!
//! CWE-79 (cross-site scripting), CWE-80 (tags that are not neutralised). OWASP Top 10 for LLM Applications (2025): LLM05,
//! improper output handling.
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
//! mod maud {
//!     pub struct PreEscaped(pub String);
//! }
//!
//! /// Greets somebody.
//! #[capability(read)]
//! fn greet(#[validate(length(max = 100))] name: String) -> String {
//!     maud::PreEscaped(format!("<h1>Hello, {name}!</h1>")).0
//! }
//! ```
//!
//! ```text
//! error: input goes into HTML without being escaped
//!        help: leave the page to a template engine that escapes, or escape the input: `html_escape::encode_text(&input)`
//!        see: cargo portcullis explain P214
//!    |
//! 10 |     maud::PreEscaped(format!("<h1>Hello, {name}!</h1>")).0
//!    |                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! mod maud {
//!     pub struct PreEscaped(pub String);
//! }
//!
//! mod html_escape {
//!     pub fn encode_text(text: &str) -> String {
//!         text.replace('&', "&amp;").replace('<', "&lt;")
//!     }
//! }
//!
//! /// Greets somebody.
//! #[capability(read)]
//! fn greet(#[validate(length(max = 100))] name: String) -> String {
//!     maud::PreEscaped(format!("<h1>Hello, {}!</h1>", html_escape::encode_text(&name))).0
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `helper_function.rs`: a function outside the body that makes the page.
//! - `piece_of_a_page.rs`: a text with tags that is returned and goes into a page elsewhere.
//! - `link.rs`: an escaped address that begins with `javascript:`.
//!
//! What a function is called for is believed: `escape(name)`, `sanitize(text)`.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(html_from_input, reason = "the input is a page of our own editors"))]`. The reason has at
//! least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::Facts;
use crate::flow::{Site, Traits, Use};

const HELP: &str = "leave the page to a template engine that escapes, or escape the input: `html_escape::encode_text(&input)`";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for (site, _, argument) in facts.reached(Traits::HTML) {
        let Some(argument) = argument else { continue };
        let value = &argument.value;
        let is_foreign = value.is_from_outside() || value.traits.has(Traits::STORED);
        let is_piece = value.traits.has(Traits::BUILT) || fills_a_template(site);
        let is_certain = sets_markup(site);
        if !(is_piece || is_foreign || is_certain) {
            continue;
        }
        let message = "input goes into HTML without being escaped";
        // What the calling code writes into a report of its own may be markup already.
        let is_own_text = (matches!(site.what, Use::Written(_) | Use::Returned(_))
            || (is_certain && !is_piece))
            && !is_foreign;
        let finding = if is_own_text {
            report.advise(argument.place, message)
        } else {
            report.deny(argument.place, message)
        };
        finding.help(HELP);
    }
}

/// `engine.render(..)`, which does not escape: see the sinks.
fn fills_a_template(site: &Site) -> bool {
    match &site.what {
        Use::Method { name, .. } => name.starts_with("render"),
        Use::Function { name, .. } => name.last() == "one_off",
        _ => false,
    }
}

/// `element.set_inner_html(..)`, `view! { <p inner_html=text/> }`: nothing but markup is given to these.
fn sets_markup(site: &Site) -> bool {
    match &site.what {
        Use::Method { name, .. } => name.ends_with("_html") && name != "set_html",
        Use::Function { name, .. } => name.last() == "from_html_unchecked",
        Use::Entry { .. } => true,
        _ => false,
    }
}
