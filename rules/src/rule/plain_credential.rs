//! # P604: plain_credential
//!
//! Refuses a variable, a field or a static that is named like a credential and whose type is written as `String`, `&str`,
//! `Vec<u8>`, `&[u8]`, `Box<str>`, `Cow<str>`, an `Option`, a lock or a map of one. A parameter is advice only, since what
//! comes in is a text already; so is code that is not annotated. What is about a credential (`password_hash`,
//! `token_lifetime`, `key_path`) is left alone, and a `token` where a language is read.
//!
//! Where P308 has found the same place, that one speaks.
//!
//! ## Why
//!
//! A text is copied at each move, stays in memory when it is dropped, and shows itself in every `{:?}` and in every answer
//! that is made of its struct. `Secret` does none of this.
//!
//! CWE-312 (cleartext storage of sensitive information), CWE-316 (cleartext storage of sensitive information in memory),
//! CWE-522 (insufficiently protected credentials). OWASP MCP Top 10 (2025): MCP01, token mismanagement and secret exposure.
//!
//! ## What kind of guarantee
//!
//! A lint: it reads declarations. That a `Secret` does not show itself is sound.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! /// Signs in at another service.
//! #[capability(read)]
//! fn sign_in(#[validate(length(max = 100))] text: String) -> usize {
//!     let api_key: String = text.trim().to_owned();
//!     api_key.len()
//! }
//! ```
//!
//! ```text
//! error: the variable `api_key` is a credential in plain `String`
//!        help: use `Secret`, or `SecretString` of the `secrecy` crate: it does not show itself, and is wiped
//!        see: cargo portcullis explain P604
//!   |
//! 6 |     let api_key: String = text.trim().to_owned();
//!   |         ^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//! use portcullis::secret::SecretRef;
//!
//! /// The key of the other service.
//! struct ShopKey;
//!
//! /// Signs in at another service.
//! #[capability(read)]
//! fn sign_in(call: &Call, #[grant] key: SecretRef<ShopKey>) -> Result<usize, Internal> {
//!     Ok(key.reveal(call, |bytes| bytes.len())?)
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `no_type_written.rs`: a variable whose type is not written.
//! - `alias.rs`: a type under another name.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(plain_credential, reason = "the key is public, and named so by the protocol"))]`. The
//! reason has at least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::confidential::Program;
use crate::diagnostics::{Place, Reporter};
use crate::facts::{Fact, Facts, Item, What};
use crate::flow::{Credential, is_credential};

const HELP: &str =
    "use `Secret`, or `SecretString` of the `secrecy` crate: it does not show itself, and is wiped";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    let program = Program::new(facts);
    let mut judge = |fact: &Fact, name: &str, ty: &str, place: Place, what: &str| {
        if !is_plain(ty) || !is_one(name, fact, &program) {
            return;
        }
        let name = name.rsplit('.').next().unwrap_or(name);
        let message = format!("the {what} `{name}` is a credential in plain `{}`", short(ty));
        let finding = if fact.context.annotated && what != "parameter" {
            report.deny(place, message)
        } else {
            report.advise(place, message)
        };
        finding.help(HELP);
    };
    for fact in facts.iter() {
        match &fact.what {
            What::Variable(variable) => {
                let Some(ty) = &variable.ty else { continue };
                let what = if variable.is_parameter { "parameter" } else { "variable" };
                // What is lent belongs to somebody else, who is told.
                if !variable.is_parameter || !is_lent(ty) {
                    judge(fact, &variable.name, ty, fact.place, what);
                }
            }
            What::Item(Item::Type(item)) => {
                for field in &item.fields {
                    judge(fact, &field.name, &field.ty, field.place, "field");
                }
            }
            What::Item(Item::Static(item)) => judge(fact, &item.name, &item.ty, fact.place, "static"),
            _ => {}
        }
    }
}

fn is_one(name: &str, fact: &Fact, program: &Program<'_>) -> bool {
    match is_credential(name.rsplit('.').next().unwrap_or(name)) {
        Some(Credential::Certain) => true,
        Some(Credential::Possible) => program.tokens_are_secrets(fact),
        None => false,
    }
}

fn is_lent(ty: &str) -> bool {
    ty.starts_with('&') || ty == "Option<&str>"
}

/// A text or bytes, in whatever holds them; what is not wiped and shows itself.
fn is_plain(ty: &str) -> bool {
    let inner = ty.trim_start_matches('&');
    let inner = inner.strip_prefix("mut ").unwrap_or(inner);
    match inner.split_once('<') {
        None => matches!(inner, "String" | "str" | "Bytes" | "[u8]" | "OsString"),
        Some((outer, rest)) => {
            let last = outer.rsplit("::").next().unwrap_or(outer);
            let of_text =
                || rest.split([',', '<', '>', ' ']).any(|it| matches!(it, "String" | "str" | "&str"));
            match last {
                "Vec" => matches!(rest, "u8>" | "String>"),
                "Option" | "Box" | "Arc" | "Rc" => rest.strip_suffix('>').is_some_and(is_plain),
                "Cow" => of_text(),
                "OnceLock" | "LazyLock" | "Lazy" | "OnceCell" | "Mutex" | "RwLock" => {
                    rest.strip_suffix('>').is_some_and(is_plain)
                }
                "HashMap" | "BTreeMap" => rest.ends_with("String>"),
                _ => false,
            }
        }
    }
}

fn short(ty: &str) -> &str {
    if ty.len() > 40 { "text" } else { ty }
}
