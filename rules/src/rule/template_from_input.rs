//! # P211: template_from_input
//!
//! Refuses input in what is read as a language: the text of a template (handlebars, tera, minijinja, liquid), a script
//! (rhai, Lua, JavaScript, `evalexpr`), an XPath, a filter of LDAP, a regular expression.
//!
//! The linear-time `regex` crate with `RegexBuilder::size_limit` may be given any pattern. Input that was escaped for the
//! language is left alone, and so is what goes into a template as a value. Outside capabilities and handlers, a
//! whole text that the calling code names is left alone, and a file is. Of a script that a model or a caller has
//! written P105 speaks.
//!
//! ## Why
//!
//! A template reaches the values and functions of its engine, a script those of the host; an XPath or a filter is bent
//! to fit everything; a backtracking pattern takes minutes for thirty letters.
//!
//! CWE-1336 (template injection), CWE-94 (code injection), CWE-643 (XPath injection), CWE-90 (LDAP injection), CWE-1333
//! (inefficient regular expression). OWASP Agentic Top 10 (2026): ASI05, unexpected code execution.
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
//! mod fancy_regex {
//!     pub struct Regex;
//!
//!     impl Regex {
//!         pub fn new(_pattern: &str) -> Self {
//!             Self
//!         }
//!     }
//! }
//!
//! /// Compiles a pattern.
//! #[capability(read)]
//! fn compile(#[validate(length(max = 100))] word: String) {
//!     fancy_regex::Regex::new(&format!("^{word}$"));
//! }
//! ```
//!
//! ```text
//! error: `fancy_regex::Regex::new` reads input as a pattern, a template or a query
//!        help: keep the text fixed and give the input as a value, or escape it for the language, as `regex::escape` does
//!        see: cargo portcullis explain P211
//!    |
//! 16 |     fancy_regex::Regex::new(&format!("^{word}$"));
//!    |                             ^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! mod fancy_regex {
//!     pub fn escape(word: &str) -> String {
//!         word.replace('.', "\\.")
//!     }
//!
//!     pub struct Regex;
//!
//!     impl Regex {
//!         pub fn new(_pattern: &str) -> Self {
//!             Self
//!         }
//!     }
//! }
//!
//! /// Compiles a pattern.
//! #[capability(read)]
//! fn compile(#[validate(length(max = 100))] word: String) {
//!     fancy_regex::Regex::new(&format!("^{}$", fancy_regex::escape(&word)));
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `helper_function.rs`: a function outside the body that reads the text.
//! - `own_language.rs`: an interpreter of your own, or one that no table has.
//! - `chosen_template.rs`: input that names which of the loaded templates is used.
//!
//! What a function is called for is believed: `escape(word)`, `is_valid(word)`.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(template_from_input, reason = "the engine has no functions and a step limit"))]`. The reason
//! has at least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::Facts;
use crate::flow::{Site, Traits, Use, Value};

const HELP: &str = "keep the text fixed and give the input as a value, or escape it for the language, as `regex::escape` does";
const HELP_SCRIPT: &str =
    "keep the script fixed and give the input as a variable, or run it as a signed plugin";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for (site, danger, argument) in facts.reached(Traits::PATTERN | Traits::CODE) {
        let Some(value) = argument.map(|it| &it.value).or_else(|| given_before(site)) else { continue };
        let is_piece = value.traits.has(Traits::BUILT);
        // Tools such as `grep` are given their patterns on the command line.
        let is_wanted = is_linear(site) && !value.is_foreign();
        let is_foreign = value.is_from_outside() || value.traits.has(Traits::STORED);
        // The calling code may have its templates from anywhere.
        let may_be = is_template(site);
        if !(is_piece || (is_foreign && !is_wanted) || may_be) {
            continue;
        }
        let (what, help) = if danger.has(Traits::CODE) {
            ("runs input as a script", HELP_SCRIPT)
        } else {
            ("reads input as a pattern, a template or a query", HELP)
        };
        let place = argument.map_or(site.place, |it| it.place);
        let message = format!("`{}` {what}", site.called());
        let finding = if is_wanted || (may_be && !is_piece && !is_foreign) {
            report.advise(place, message)
        } else {
            report.deny(place, message)
        };
        finding.help(help);
    }
}

/// `RegexBuilder::new(pattern).build()`
fn given_before(site: &Site) -> Option<&Value> {
    match &site.what {
        Use::Method { receiver, .. } => receiver.value.made_by.as_ref()?.arguments.first(),
        _ => None,
    }
}

/// A template that is given as a text when the program runs.
fn is_template(site: &Site) -> bool {
    match &site.what {
        Use::Function { name, .. } => matches!(name.last(), "one_off" | "strfmt"),
        Use::Method { name, .. } => matches!(name.as_str(), "render_str" | "render_template"),
        _ => false,
    }
}

/// The engine does not backtrack: only a long pattern costs much.
fn is_linear(site: &Site) -> bool {
    match &site.what {
        Use::Function { name, .. } => {
            name.may_be_in("regex::Regex")
                || name.may_be_in("regex::bytes::Regex")
                || name.may_be_in("regex::RegexSet")
        }
        // `pcre2::bytes::RegexBuilder::new().build(pattern)` backtracks.
        Use::Method { name, receiver, arguments } => {
            let of = receiver.value.made_by.as_ref().map(|maker| maker.path.contains("fancy_regex"));
            name == "build" && arguments.is_empty() && of != Some(true)
        }
        _ => false,
    }
}
