//! # P405: swallowed_error
//!
//! Mentions an error that nobody looks at: `let _ =` before what can fail, `.ok();`, an empty `Err(_) => {}`, an `if let
//! Err(_)` without a body, `Err(_) => continue`. What is sent to a closed channel and what is written to a `String` is
//! left alone: nobody can do anything about it. So is what says no more than "not now" (`try_lock`, `compare_exchange`,
//! `timeout`), and what is left when an arm with a condition has looked at the error.
//!
//! ## Why
//!
//! What was not stored looks as if it was. The failure is noticed when the data is needed, and nothing says when it began.
//!
//! CWE-391 (unchecked error condition), CWE-778 (insufficient logging). OWASP MCP Top 10 (2025): MCP08, lack of audit and
//! telemetry.
//!
//! ## What kind of guarantee
//!
//! A lint: it reads tokens, and is advice. It stops no compiler; `cargo portcullis check` mentions it.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! struct Journal;
//!
//! impl Journal {
//!     fn flush(&self) -> std::io::Result<()> {
//!         Ok(())
//!     }
//! }
//!
//! /// Closes the journal.
//! #[capability(write)]
//! fn close(number: u32) -> u32 {
//!     let _ = Journal.flush();
//!     number
//! }
//! ```
//!
//! ```text
//! advice: an error of `flush` is thrown away here
//!        help: pass it on with `?`, or record it: `if let Err(error) = .. { call.note_error(&error) }`
//!        see: cargo portcullis explain P405
//!    |
//! 14 |     let _ = Journal.flush();
//!    |         ^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! struct Journal;
//!
//! impl Journal {
//!     fn flush(&self) -> std::io::Result<()> {
//!         Ok(())
//!     }
//! }
//!
//! /// Closes the journal.
//! #[capability(write)]
//! fn close(number: u32) -> Result<u32, Internal> {
//!     Journal.flush()?;
//!     Ok(number)
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `unused_variable.rs`: a variable that nobody reads, and `drop(..)`.
//!
//! Of `let _ =`, only calls are mentioned whose names say that they can fail.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(swallowed_error, reason = "the file is a cache and is made again"))]`. The reason has at
//! least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::{Facts, Ignored, IgnoredBy, What};

const HELP: &str = "pass it on with `?`, or record it: `if let Err(error) = .. { call.note_error(&error) }`";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for fact in facts.iter() {
        let What::Ignored(ignored) = &fact.what else { continue };
        if !is_exempt(&ignored.call) && can_fail(ignored) {
            let message = match ignored.call.as_str() {
                // A future was made of it, and that has failed.
                "from" | "new" | "into_future" | "pin" if ignored.awaited => {
                    "an error is thrown away here".to_owned()
                }
                "" => "an error is thrown away here".to_owned(),
                call => format!("an error of `{call}` is thrown away here"),
            };
            report.advise(fact.place, message).help(HELP);
        }
    }
}

/// Nobody can do anything about these: who was to hear it has gone, or it is there already.
fn is_exempt(call: &str) -> bool {
    matches!(
        call,
        "send"
            | "try_send"
            | "blocking_send"
            | "write!"
            | "writeln!"
            | "set"
            | "try_init"
            | "init"
            | "join"
            | "recv"
            | "try_recv"
            | "changed"
            | "set_logger"
            | "install"
            | "from_filename"
            | "dotenv"
            | "ctrl_c"
            | "compare_exchange"
            | "compare_exchange_weak"
            | "fetch_update"
            | "try_lock"
            | "try_read"
            | "try_write"
            | "try_borrow"
            | "try_borrow_mut"
            | "try_io"
            | "timeout"
            | "timeout_at"
    )
}

/// `let _ =` is also written before what cannot fail.
fn can_fail(ignored: &Ignored) -> bool {
    match ignored.by {
        IgnoredBy::Ok => !matches!(ignored.call.as_str(), "parse" | "from_str" | "get"),
        IgnoredBy::EmptyArm | IgnoredBy::EmptyIfLet => true,
        IgnoredBy::Underscore => {
            matches!(
                ignored.call.as_str(),
                "write_all"
                    | "flush"
                    | "sync_all"
                    | "sync_data"
                    | "create_dir"
                    | "create_dir_all"
                    | "remove_file"
                    | "remove_dir"
                    | "remove_dir_all"
                    | "rename"
                    | "copy"
                    | "set_permissions"
                    | "execute"
                    | "commit"
                    | "rollback"
                    | "save"
                    | "persist"
                    | "set_len"
                    | "hard_link"
                    | "symlink"
                    | "execute_batch"
                    | "fetch_all"
                    | "insert_one"
                    | "update_one"
                    | "delete_one"
                    | "to_writer"
                    | "serialize"
                    | "append"
                    | "publish"
                    | "store"
                    | "post"
                    | "put"
            ) || (ignored.awaited
                && matches!(ignored.call.as_str(), "write" | "insert" | "delete" | "update" | "call" | "get"))
        }
    }
}
