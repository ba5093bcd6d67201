//! # P207: sql_from_format
//!
//! Refuses SQL text that was put together from pieces of which one is an input (`format!`, `+`, `push_str`, `concat`,
//! `replace`), or that came in as a whole over the network or from the command line, and that is given to a query
//! function: those of sqlx, diesel, rusqlite, tokio-postgres, mysql, sea-orm, tiberius and their like.
//!
//! Numbers, dates, UUIDs and values that were compared with a list of allowed ones may be put into a text. A text
//! that the program reads from a file, such as a migration, is left alone. Of a statement that a model or a caller has
//! written as a whole P105 speaks: parameters would not help.
//!
//! ## Why
//!
//! What is put into the text can end the literal that it stands in, and say more: `' OR 1=1`, `'; DROP TABLE`. A model
//! that read such a text somewhere hands it on without a second thought. A parameter is never read as SQL.
//!
//! CWE-89 (SQL injection). OWASP Agentic Top 10 (2026): ASI02, tool misuse and exploitation. OWASP MCP Top 10 (2025):
//! MCP05, command injection and execution.
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
//! mod sqlx {
//!     pub fn query(_sql: &str) {}
//! }
//!
//! /// Forgets a customer.
//! #[capability(write)]
//! fn forget(#[validate(length(max = 100))] name: String) {
//!     let sql = format!("DELETE FROM customers WHERE name = '{name}'");
//!     sqlx::query(&sql);
//! }
//! ```
//!
//! ```text
//! error: `sqlx::query` is given SQL that is put together from input
//!        help: write `$1` or `?` in the text and give the value as a parameter; take the names of columns from a `match`
//!        see: cargo portcullis explain P207
//!    |
//! 11 |     sqlx::query(&sql);
//!    |                 ^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! mod sqlx {
//!     pub struct Query;
//!
//!     pub fn query(_sql: &str) -> Query {
//!         Query
//!     }
//!
//!     impl Query {
//!         pub fn bind(self, _value: String) {}
//!     }
//! }
//!
//! /// Forgets a customer.
//! #[capability(write)]
//! fn forget(#[validate(length(max = 100))] name: String) {
//!     sqlx::query("DELETE FROM customers WHERE name = $1").bind(name);
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `helper_function.rs`: a function outside the body that puts the text together, or runs it.
//! - `own_function.rs`: a function of your own that runs SQL, under a name that no library has.
//! - `field_of_the_program.rs`: a piece that is kept in a field, such as the name of a table, and came from outside once.
//!
//! What a function is called for is believed: `escape(name)`, `quote_ident(name)`, `is_valid(name)`.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(sql_from_format, reason = "the caller is the database's own console"))]`. The reason has at
//! least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::Facts;
use crate::flow::{Site, Traits, Use};

const HELP: &str = "write `$1` or `?` in the text and give the value as a parameter; take the names of columns from a `match`";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for (site, _, argument) in facts.reached(Traits::SQL) {
        let Some(argument) = argument else { continue };
        let value = &argument.value;
        // A whole text that the calling code gives is its own; what is put between pieces is not.
        if value.traits.has(Traits::BUILT) || value.is_from_outside() || adds_a_piece(site) {
            let message = format!("`{}` is given SQL that is put together from input", site.called());
            report.deny(argument.place, message).help(HELP);
        }
    }
}

/// `QueryBuilder::push(..)`
fn adds_a_piece(site: &Site) -> bool {
    matches!(&site.what, Use::Method { name, .. } if name.starts_with("push"))
}
