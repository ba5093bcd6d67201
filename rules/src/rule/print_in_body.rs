//! # P401: print_in_body
//!
//! Refuses `print!`, `println!`, `eprint!`, `eprintln!` and `dbg!`, and the handles `io::stdout()` and
//! `io::stderr()` of `std` and `tokio`. A program's own `main` may print: nobody is served yet.
//!
//! ## Why
//!
//! A server that speaks MCP over stdio writes its protocol to stdout: one line of a capability's own among the
//! messages, and the client hangs up. What is printed passes by the redactor as well, carries no trace id, and
//! cannot be found again.
//!
//! CWE-532 (sensitive information in a log), CWE-778 (insufficient logging). OWASP MCP Top 10 (2025): MCP08, lack of
//! audit and telemetry.
//!
//! ## What kind of guarantee
//!
//! A lint: it reads tokens.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! /// Doubles a number.
//! #[capability(read)]
//! fn double(number: u32) -> u64 {
//!     println!("doubling {number}");
//!     u64::from(number) * 2
//! }
//! ```
//!
//! ```text
//! error: `println!` writes to the output of the process, where a protocol may be spoken
//!        help: record it with `call.note("key", value)`, or with `tracing`
//!        see: cargo portcullis explain P401
//!   |
//! 6 |     println!("doubling {number}");
//!   |     ^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! /// Doubles a number.
//! #[capability(read)]
//! fn double(call: &Call, number: u32) -> u64 {
//!     call.note("number", number);
//!     u64::from(number) * 2
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `helper_function.rs`: a function outside the body that prints.
//! - `imported_stdout.rs`: `stdout()` where the file, not the body, imports the function.
//! - `device_file.rs`: the same output under another name, such as `/dev/stderr` (P601 refuses most of these).
//!
//! A macro of your own that is called `println!` is refused as well, unless it is declared or imported in the body; so
//! is `stdout().is_terminal()`, which only asks.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(print_in_body, reason = "a command-line tool, it serves nobody"))]`. The reason has at
//! least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::{Facts, What};

const HELP: &str = "record it with `call.note(\"key\", value)`, or with `tracing`";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for fact in facts.iter() {
        let written = match &fact.what {
            What::Macro(invoked) => match invoked.name.standard_macro() {
                Some(name @ ("print" | "println" | "eprint" | "eprintln" | "dbg")) => format!("{name}!"),
                _ => continue,
            },
            What::Function(function) => match function.name.last() {
                "stdout" | "stderr" if is_of_io(&function.name) => function.name.to_string(),
                _ => continue,
            },
            _ => continue,
        };
        if !facts.is_in_body(fact) {
            continue;
        }
        let message =
            format!("`{written}` writes to the output of the process, where a protocol may be spoken");
        report.deny(fact.place, message).help(HELP);
    }
}

fn is_of_io(name: &crate::facts::Name) -> bool {
    name.may_be_in("std::io") || name.is_in("tokio::io")
}
