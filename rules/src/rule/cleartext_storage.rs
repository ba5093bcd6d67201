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

use crate::confidential::{Program, file_of, is_terminal, named};
use crate::diagnostics::Reporter;
use crate::facts::Facts;
use crate::flow::{Argument, Site, Traits, Use, is_credential, is_personal};

const HELP: &str =
    "hash a password (argon2), encrypt what must be read again, or keep it in a keyring or a vault";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    let program = Program::new(facts);
    for site in facts.sites() {
        let Some(Stored { mut content, place, whole }) = stored(site) else { continue };
        let found = content.find(|argument| {
            let value = &argument.value;
            value.could(Traits::SENSITIVE)
                || whole && value.of_fields.has_any(Traits::SENSITIVE | Traits::SECRET)
                || program.is_secret(argument)
        });
        if let Some(content) = found {
            let what = named(content, "a credential or personal data");
            // Of a statement with values in its text, P207 speaks in the same place.
            let is_statement = is_insert(content.value.start.as_deref());
            let at = if is_statement { site.place } else { content.place };
            report.deny(at, format!("{what} is written to {place} as it is")).help(HELP);
        }
    }
}

/// What is stored, and in what.
struct Stored<'a> {
    content: std::slice::Iter<'a, Argument>,
    place: &'static str,
    /// The fields of a struct are stored with it.
    whole: bool,
}

fn some<'a>(content: &'a [Argument], place: &'static str, whole: bool) -> Option<Stored<'a>> {
    Some(Stored { content: content.iter(), place, whole })
}

const FILE: &str = "a file";
const DATABASE: &str = "a database";
const STORE: &str = "a store";

const FILES: [&str; 5] = ["std::fs", "tokio::fs", "fs_err", "async_std::fs", "smol::fs"];

/// What is stored here, and in what.
fn stored(site: &Site) -> Option<Stored<'_>> {
    match &site.what {
        Use::Function { name, arguments } => of_function(name.last(), name.parent(), arguments, || {
            FILES.iter().any(|module| name.may_be_in(module))
        }),
        Use::Macro { name, arguments, fields } => match name.last() {
            "write" | "writeln" if fields.first().is_some_and(is_file) => some(arguments, FILE, false),
            "query" | "query_as" | "query_scalar" | "query_unchecked" | "query_as_unchecked"
                if arguments.iter().any(|text| is_insert(text.value.start.as_deref())) =>
            {
                some(arguments, DATABASE, false)
            }
            _ => None,
        },
        Use::Method { name, receiver, arguments } => of_method(name, receiver, arguments),
        _ => None,
    }
}

fn of_function<'a>(
    last: &str,
    parent: &str,
    arguments: &'a [Argument],
    is_of_files: impl Fn() -> bool,
) -> Option<Stored<'a>> {
    match (last, arguments) {
        ("write", [_, content @ ..]) if is_of_files() => some(content, FILE, false),
        ("to_writer" | "to_writer_pretty" | "serialize_into", [to, content @ ..]) if !is_terminal(to) => {
            some(content, FILE, true)
        }
        ("into_writer", [_, to]) if !is_terminal(to) => some(arguments.get(..1)?, FILE, true),
        // `Write::write_all(&mut file, content)`
        ("write_all" | "write", [to, content @ ..])
            if parent.ends_with("Write") || parent.ends_with("WriteExt") =>
        {
            if is_file(to) {
                some(content, FILE, false)
            } else {
                None
            }
        }
        ("copy", [_, to]) if is_file(to) => some(arguments.get(..1)?, FILE, false),
        ("from_sql_and_values", [_, sql, values]) if is_insert(sql.value.start.as_deref()) => {
            some(std::slice::from_ref(values), DATABASE, false)
        }
        ("insert" | "insert_many" | "update", [_]) if parent == "Entity" => some(arguments, DATABASE, true),
        // The values stand in the text itself.
        (
            "query" | "query_as" | "query_scalar" | "raw_sql" | "sql_query" | "from_string",
            [sql, ..] | [_, sql],
        ) if is_insert(sql.value.start.as_deref()) && sql.value.could(Traits::BUILT) => {
            some(arguments, DATABASE, false)
        }
        _ => None,
    }
}

fn of_method<'a>(name: &str, receiver: &'a Argument, arguments: &'a [Argument]) -> Option<Stored<'a>> {
    match (name, arguments) {
        ("write_all" | "write_str" | "write_fmt" | "write" | "append", _) if is_file(receiver) => {
            some(arguments, FILE, false)
        }
        // The authority over a folder: the call, the path, the content.
        ("write" | "append" | "create", [_, _, content]) => some(std::slice::from_ref(content), FILE, false),
        ("write_record" | "write_field" | "serialize", _)
            if receiver.is_named_like(&["writer", "csv", "wtr", "out"]) =>
        {
            some(arguments, FILE, name == "serialize")
        }
        ("bind" | "push_bind", _) if writes_rows(receiver) => some(arguments, DATABASE, false),
        (
            "execute" | "insert" | "exec_drop" | "query" | "query_drop" | "exec_batch" | "exec" | "exec_iter"
            | "exec_first" | "query_one" | "query_opt" | "query_row" | "query_raw" | "query_unpaged"
            | "execute_unpaged" | "execute_batch" | "batch_execute" | "simple_query",
            [sql, ..],
        ) if is_insert(sql.value.start.as_deref()) => some(arguments, DATABASE, false),
        (
            "execute" | "query" | "query_one" | "query_opt" | "execute_unpaged" | "exec_drop",
            [statement, ..],
        ) if writes_rows(statement) => some(arguments, DATABASE, false),
        ("execute" | "insert" | "query", _) if writes_rows(receiver) => some(arguments, DATABASE, false),
        // Diesel, and models of SeaORM.
        ("values", [_])
            if is_made_by(receiver, &["insert_into", "replace_into", "insert_or_ignore_into"]) =>
        {
            some(arguments, DATABASE, true)
        }
        ("set", [_]) if is_made_by(receiver, &["update"]) => some(arguments, DATABASE, true),
        ("insert" | "save" | "update", [_]) if receiver.value.type_name() == Some("ActiveModel") => {
            some(std::slice::from_ref(receiver), DATABASE, true)
        }
        (
            "set" | "set_ex" | "set_nx" | "hset" | "hset_nx" | "hset_multiple" | "mset" | "pset_ex"
            | "getset" | "lpush" | "rpush" | "sadd" | "xadd",
            [_, content @ ..],
        ) if receiver.is_named_like(&["redis", "cache", "con", "conn", "connection", "pipe", "pipeline"])
            && (name != "set" || arguments.len() == 2) =>
        {
            some(content, STORE, false)
        }
        // `redis::cmd("SET").arg(key).arg(value)`
        ("arg", [_]) if is_value_of_command(receiver) => some(arguments, STORE, false),
        ("set_item", [_, content]) => some(std::slice::from_ref(content), STORE, false),
        ("insert" | "put" | "put_cf" | "set" | "compare_and_swap", [_, content @ ..])
            if is_key_value(receiver) =>
        {
            some(content, STORE, false)
        }
        ("item", [_, content])
            if ["put_item", "update_item"].iter().any(|it| receiver.names.contains(it)) =>
        {
            some(std::slice::from_ref(content), DATABASE, false)
        }
        (
            "update_one" | "update_many" | "find_one_and_update" | "find_one_and_replace" | "replace_one",
            [_, content @ ..],
        ) => some(content, DATABASE, true),
        ("insert_one" | "insert_many" | "put_item", _) => some(arguments, DATABASE, true),
        _ => None,
    }
}

fn is_file(argument: &Argument) -> bool {
    file_of(&argument.value).is_some() || argument.is_named_like(&["file"])
}

fn is_made_by(receiver: &Argument, functions: &[&str]) -> bool {
    let Some(maker) = &receiver.value.made_by else { return false };
    functions.contains(&maker.path.rsplit("::").next().unwrap_or_default())
}

/// A tree of sled, a table of redb, a database of RocksDB.
fn is_key_value(receiver: &Argument) -> bool {
    const TYPES: [&str; 7] =
        ["Db", "DB", "Tree", "PickleDb", "TransactionDB", "OptimisticTransactionDB", "DBWithThreadMode"];
    const NAMES: [&str; 7] = ["db", "tree", "sled", "rocksdb", "rocks", "redb", "leveldb"];
    receiver.value.type_name().is_some_and(|ty| TYPES.contains(&ty))
        || receiver.value.made_by.as_ref().is_some_and(|maker| maker.path.starts_with("sled::"))
        || receiver.is_named_like(&NAMES)
}

fn is_value_of_command(receiver: &Argument) -> bool {
    const STORE: [&str; 13] = [
        "SET", "SETEX", "PSETEX", "SETNX", "HSET", "HMSET", "MSET", "LPUSH", "RPUSH", "SADD", "ZADD",
        "GETSET", "XADD",
    ];
    let Some(maker) = &receiver.value.made_by else { return false };
    maker.path.ends_with("cmd")
        && maker.arguments.first().and_then(|command| command.whole_text()).is_some_and(|command| {
            STORE.iter().any(|store| command.eq_ignore_ascii_case(store))
        })
        // The first is the key.
        && maker.has_called("arg")
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

/// Whether an SQL text adds or changes rows, and neither hashes what it is given nor only looks for it.
fn is_insert(sql: Option<&str>) -> bool {
    let sql = sql.unwrap_or_default().trim_start();
    let word = sql.get(..6).unwrap_or_default();
    let is = |verb: &str| word.eq_ignore_ascii_case(verb);
    if !["insert", "update", "upsert", "replac", "merge ", "create"].iter().any(|verb| is(verb)) {
        return false;
    }
    let sql = sql.to_ascii_lowercase();
    // `CREATE user SET password = $p` of SurrealDB.
    if is("create") && !sql.contains(" set ") && !sql.contains(" content ") {
        return false;
    }
    let hides =
        ["crypt(", "encrypt", "digest(", "hash(", "sha2(", "md5(", "hmac("].iter().any(|it| sql.contains(it));
    !hides && ((!is("update") && !sql.contains(" select ")) || changes_credential(&sql))
}

/// `update clients set seen = now() where api_key = ?` reads one.
fn changes_credential(sql: &str) -> bool {
    let is_said = |text: &str| {
        let mut names = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        names.any(|name| is_credential(name).is_some() || is_personal(name))
    };
    match sql.split_once(" where ") {
        Some((changed, condition)) => is_said(changed) || !is_said(condition),
        None => true,
    }
}
