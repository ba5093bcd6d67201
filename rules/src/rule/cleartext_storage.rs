//! # P607: cleartext_storage
//!
//! Refuses a credential, or personal data that is kept under lock and key (`ssn`, `credit_card`, `iban`, `passport`, what
//! a `Personal<T>` gave out), where it is written as it is to a file, a database or a store: `fs::write`, `write_all` and
//! `writeln!` to a file, `.bind(..)` of an `INSERT` or `UPDATE`, parameters of `execute`, `insert_one`, `set_ex`, the
//! authority over a folder. Base 64 and JSON change nothing about it. What was hashed or encrypted is left alone, and so is
//! a keyring, a statement that only reads, and the end of a number.
//!
//! ## Why
//!
//! A file is copied to backups, a table is read by every report. A stolen copy of a table with hashes is a bad day;
//! one with passwords is a bad day for everybody who uses them elsewhere.
//!
//! CWE-312 (cleartext storage of sensitive information), CWE-256 (plaintext storage of a password). OWASP MCP Top 10
//! (2025): MCP01, token mismanagement and secret exposure. OWASP Top 10 (2021): A02, cryptographic failures.
//!
//! ## What kind of guarantee
//!
//! A lint: it follows values inside a function, and goes by names.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::State;
//! use portcullis::prelude::*;
//!
//! /// Stands in for the crate.
//! mod sqlx {
//!     pub struct Query;
//!
//!     pub fn query(_: &str) -> Query {
//!         Query
//!     }
//!
//!     impl Query {
//!         pub fn bind<T>(self, _: T) -> u64 {
//!             0
//!         }
//!     }
//! }
//!
//! /// Keeps what is secret.
//! struct Vault;
//!
//! impl Vault {
//!     fn password(&self) -> String {
//!         "open".repeat(2)
//!     }
//! }
//!
//! /// Changes a password.
//! #[capability(write)]
//! fn change(#[grant] vault: State<Vault>) -> u64 {
//!     let password = vault.password();
//!     sqlx::query("UPDATE accounts SET password = $1").bind(&password)
//! }
//! ```
//!
//! ```text
//! error: `password` is written to a database as it is
//!        help: hash a password (argon2), encrypt what must be read again, or keep it in a keyring or a vault
//!        see: cargo portcullis explain P607
//!    |
//! 32 |     sqlx::query("UPDATE accounts SET password = $1").bind(&password)
//!    |                                                           ^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::State;
//! use portcullis::prelude::*;
//!
//! /// Stands in for the crate.
//! mod sqlx {
//!     pub struct Query;
//!
//!     pub fn query(_: &str) -> Query {
//!         Query
//!     }
//!
//!     impl Query {
//!         pub fn bind<T>(self, _: T) -> u64 {
//!             0
//!         }
//!     }
//! }
//!
//! /// Stands in for Argon2.
//! fn hash_password(text: &str) -> usize {
//!     text.len()
//! }
//!
//! /// Keeps what is secret.
//! struct Vault;
//!
//! impl Vault {
//!     fn password(&self) -> String {
//!         "open".repeat(2)
//!     }
//! }
//!
//! /// Changes a password.
//! #[capability(write)]
//! fn change(#[grant] vault: State<Vault>) -> u64 {
//!     let password = vault.password();
//!     let password = hash_password(&password);
//!     sqlx::query("UPDATE accounts SET password = $1").bind(password)
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `helper_function.rs`: a function outside the body that stores it.
//! - `statement_elsewhere.rs`: a statement that is a constant outside the body.
//!
//! Columns of diesel (`column.eq(value)`) are not seen either.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(cleartext_storage, reason = "the file lies in an encrypted volume of the test"))]`. The
//! reason has at least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::confidential::{Program, file_of, named};
use crate::diagnostics::Reporter;
use crate::facts::Facts;
use crate::flow::{Argument, Site, Traits, Use};

const HELP: &str =
    "hash a password (argon2), encrypt what must be read again, or keep it in a keyring or a vault";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    let program = Program::new(facts);
    for site in facts.sites() {
        let Some((stored, kept_in)) = stored(site) else { continue };
        let content = stored.iter().find(|argument| {
            let value = &argument.value;
            value.could(Traits::SENSITIVE)
                || value.of_fields.has_any(Traits::SENSITIVE) && is_record(site)
                || value.of_fields.has(Traits::SECRET) && is_record(site)
                || program.is_secret(argument)
        });
        if let Some(content) = content {
            let what = named(content, "a credential or personal data");
            report.deny(content.place, format!("{what} is written to {kept_in} as it is")).help(HELP);
        }
    }
}

/// Whether what is stored is a whole struct, whose fields are written.
fn is_record(site: &Site) -> bool {
    matches!(&site.what, Use::Method { name, .. } if matches!(name.as_str(), "insert_one" | "insert_many" | "serialize"))
}

/// What is stored here, and in what.
fn stored(site: &Site) -> Option<(&[Argument], &'static str)> {
    match &site.what {
        Use::Function { name, arguments } => match name.last() {
            "write" if FILES.iter().any(|module| name.may_be_in(module)) => {
                Some((arguments.get(1..)?, "a file"))
            }
            "to_writer" | "to_writer_pretty" => Some((arguments.get(1..)?, "a file")),
            _ => None,
        },
        Use::Macro { name, arguments, fields } => match name.last() {
            "write" | "writeln" if fields.first().is_some_and(is_file) => Some((arguments, "a file")),
            _ => None,
        },
        Use::Method { name, receiver, arguments } => of_method(name, receiver, arguments),
        _ => None,
    }
}

const FILES: [&str; 5] = ["std::fs", "tokio::fs", "fs_err", "async_std::fs", "smol::fs"];

fn of_method<'a>(
    name: &str,
    receiver: &Argument,
    arguments: &'a [Argument],
) -> Option<(&'a [Argument], &'static str)> {
    let all = Some(arguments);
    match name {
        "write_all" | "write_str" | "write_fmt" | "write" | "append" if is_file(receiver) => {
            all.zip(Some("a file"))
        }
        // The authority over a folder: the call, the path, the content.
        "write" | "append" | "create" if arguments.len() == 3 => arguments.get(2..).zip(Some("a file")),
        "write_record" | "write_field" | "serialize"
            if receiver.is_named_like(&["writer", "csv", "wtr", "out"]) =>
        {
            all.zip(Some("a file"))
        }
        "bind" | "push_bind" if writes_rows(receiver) => all.zip(Some("a database")),
        "execute" | "insert" | "exec_drop" | "query" | "query_drop" => {
            let by_text = arguments.first().is_some_and(|sql| is_insert(sql.value.start.as_deref()));
            let prepared = writes_rows(receiver);
            let from = usize::from(by_text);
            (by_text || prepared).then(|| arguments.get(from..)).flatten().zip(Some("a database"))
        }
        "set" | "set_ex" | "set_nx" | "hset" | "hset_multiple" | "mset" | "lpush" | "rpush" | "sadd"
            if receiver.is_named_like(&["redis", "cache", "con", "conn", "connection"])
                && (name != "set" || arguments.len() == 2) =>
        {
            arguments.get(1..).zip(Some("a store"))
        }
        "insert_one" | "insert_many" | "replace_one" | "put_item" => all.zip(Some("a database")),
        _ => None,
    }
}

fn is_file(argument: &Argument) -> bool {
    file_of(&argument.value).is_some() || argument.is_named_like(&["file"])
}

/// A statement that adds or changes rows.
fn writes_rows(statement: &Argument) -> bool {
    let Some(maker) = &statement.value.made_by else { return false };
    maker.arguments.iter().any(|text| is_insert(text.start.as_deref()))
        || maker.calls.iter().any(|call| {
            matches!(&*call.method, "prepare" | "prepare_cached")
                && call.argument.as_ref().is_some_and(|text| is_insert(text.start.as_deref()))
        })
}

fn is_insert(sql: Option<&str>) -> bool {
    let word = sql.unwrap_or_default().trim_start().get(..6).unwrap_or_default();
    ["insert", "update", "upsert", "replac", "merge "].iter().any(|verb| word.eq_ignore_ascii_case(verb))
}
