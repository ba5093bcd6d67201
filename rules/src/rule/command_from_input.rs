//! # P208: command_from_input
//!
//! Refuses input in what a shell runs: `Command::new("sh").arg("-c").arg(input)`, and the same for `bash`, `cmd`,
//! `powershell`, `python -c`, `env bash -c`, a remote `ssh host input`, `libc::system` and their like. Refuses also a
//! program of which the name comes from outside: `Command::new(input)`.
//!
//! An argument of a program that is no shell is left alone, and so are arguments behind the script, which the script
//! reads as `"$1"`. A program that the calling code names is its own affair; so is one that a variable names by
//! convention, such as `EDITOR` or `RUSTC`. Of code that a model or a caller has written as a whole P105 speaks.
//!
//! ## Why
//!
//! A shell takes `;`, `|`, `$(..)` and a line break for what they are, wherever they come from. A model that was told so
//! by a web page sends them.
//!
//! CWE-78 (command injection), CWE-88 (argument injection). OWASP Agentic Top 10 (2026): ASI05, unexpected code
//! execution. OWASP MCP Top 10 (2025): MCP05, command injection and execution.
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
//! /// Counts the lines of a file.
//! #[capability(read, allow(ambient_process, reason = "the host has no Program for this"))]
//! fn count(#[validate(length(max = 100))] file: String) -> Result<bool, Internal> {
//!     let line = format!("wc -l {file}");
//!     Ok(std::process::Command::new("sh").arg("-c").arg(line).status()?.success())
//! }
//! ```
//!
//! ```text
//! error: a shell runs this, and it is put together from input
//!        help: start the program itself, `Command::new("wc").arg("--").arg(file)`, or take a `Program` authority
//!        see: cargo portcullis explain P208
//!   |
//! 7 |     Ok(std::process::Command::new("sh").arg("-c").arg(line).status()?.success())
//!   |                                                       ^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! /// Counts the lines of a file.
//! #[capability(read, allow(ambient_process, reason = "the host has no Program for this"))]
//! fn count(#[validate(length(max = 100))] file: String) -> Result<bool, Internal> {
//!     Ok(std::process::Command::new("wc").arg("-l").arg("--").arg(file).status()?.success())
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `helper_function.rs`: a function outside the body that starts the shell.
//! - `argument_of_a_program.rs`: a program that runs its argument and is not known for it, as `git -c alias.x=!..` is.
//! - `script_on_stdin.rs`: a script that is written to the standard input of a shell.
//!
//! What a function is called for is believed: `shell_escape(name)`, `is_allowed(name)`.
//!
//! ## Making an exception
//!
//! `#[capability(post, allow(command_from_input, reason = "a sandbox without files and network"))]`. The reason has at
//! least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::Facts;
use crate::flow::{Argument, Site, Traits, Use};

const HELP_SCRIPT: &str =
    "start the program itself, `Command::new(\"wc\").arg(\"--\").arg(file)`, or take a `Program` authority";
const HELP_PROGRAM: &str =
    "choose the program with a `match` on what may be asked for, or take a `Program` authority";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for (site, _, argument) in facts.reached(Traits::COMMAND) {
        let Some(argument) = argument else { continue };
        let (message, help) = if names_a_program(site, argument) {
            let comes_in = Traits::REMOTE | Traits::NETWORK | Traits::MODEL | Traits::LOCAL | Traits::STORED;
            if !argument.value.traits.has_any(comes_in) {
                continue;
            }
            ("which program is started comes from input", HELP_PROGRAM)
        } else {
            ("a shell runs this, and it is put together from input", HELP_SCRIPT)
        };
        report.deny(argument.place, message).help(help);
    }
}

/// `Command::new(..)` and its like, and not the text that a shell runs.
fn names_a_program(site: &Site, given: &Argument) -> bool {
    match &site.what {
        Use::Function { arguments, .. } if !arguments.first().is_some_and(|it| std::ptr::eq(it, given)) => {
            false
        }
        Use::Function { name, .. } => {
            matches!(name.last(), "new" | "cmd" | "command") || name.last().starts_with("exec")
        }
        _ => false,
    }
}
