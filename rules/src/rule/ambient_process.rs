//! # P602: ambient_process
//!
//! Refuses commands that a body makes by itself, and programs that it starts: `Command::new` of `std` and `tokio`,
//! `cmd!` of `duct` and `xshell`, `fork`, `exec` and `system` of `libc` and `nix`.
//!
//! The commands of `clap`, of `redis` and of your own types are left alone, where the file or the body says what
//! they are, and so is `Command::new("")`, which starts nothing. Where this rule and P208 meet, because the program
//! comes from the input, P208 speaks.
//!
//! ## Why
//!
//! A program that is found by its name in `PATH` runs with all that this process may do, in its environment, in its
//! folder, for as long as it likes; and what a model chose as an argument may be an option. A `Program` names one
//! executable by its absolute path, passes no variable on, never lets a value become an option, and ends with the
//! call.
//!
//! CWE-78 (OS command injection), CWE-426 (untrusted search path), CWE-250 (execution with unnecessary privileges).
//! OWASP MCP Top 10 (2025): MCP05, command injection and execution.
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
//! /// Counts the lines of the log.
//! #[capability(read)]
//! fn lines() -> Result<String, Internal> {
//!     let counted = std::process::Command::new("wc").arg("-l").arg("/var/log/orders").output()?;
//!     Ok(String::from_utf8(counted.stdout)?)
//! }
//! ```
//!
//! ```text
//! error: `std::process::Command::new` makes a command that runs with all the rights of this process
//!        help: take the program as an authority, `#[grant] tool: Program<Tool>`, and run that
//!        see: cargo portcullis explain P602
//!   |
//! 6 |     let counted = std::process::Command::new("wc").arg("-l").arg("/var/log/orders").output()?;
//!   |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::Effect;
//! use portcullis::authority::{Program, ProgramSpec};
//! use portcullis::prelude::*;
//!
//! /// Counts lines.
//! struct WordCount;
//!
//! impl ProgramSpec for WordCount {
//!     const PATH: &'static str = "/usr/bin/wc";
//!     const EFFECT: Effect = Effect::Read;
//! }
//!
//! /// Counts the lines of the log.
//! #[capability(read)]
//! fn lines(call: &Call, #[grant] count: Program<WordCount>) -> Result<String, Internal> {
//!     let counted = count.command().fixed("-l").fixed("/var/log/orders").run(call)?;
//!     Ok(String::from_utf8(counted.stdout)?)
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `command_in_variable.rs`: methods of a command that was made elsewhere.
//! - `helper_function.rs`: a function outside the body that starts a program.
//! - `renamed_import.rs`: another name that the file, not the body, gives to `Command`.
//!
//! A type of your own that is called `Command` and has a function `new` looks the same where only the body is read.
//! Write the path in full (`crate::Command::new(..)`), or import it in the body; then it is not refused.
//!
//! ## Making an exception
//!
//! `#[capability(write, allow(ambient_process, reason = "the installer, which runs nothing else"))]`. The reason
//! has at least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::{Facts, Function, Known, Name, What};

const HELP: &str = "take the program as an authority, `#[grant] tool: Program<Tool>`, and run that";
const MAKES: &str = "makes a command that runs";
const STARTS: &str = "starts a program";

/// Types whose `new` names a program.
const COMMANDS: &[&str] = &[
    "std::process::Command",
    "tokio::process::Command",
    "async_process::Command",
    "async_std::process::Command",
    "smol::process::Command",
    "tokio_command_fds::Command",
];

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for fact in facts.iter() {
        let (written, does) = match &fact.what {
            What::Function(function) if makes_a_command(function) => (function.name.to_string(), MAKES),
            What::Function(function) if starts_a_program(&function.name) => {
                (function.name.to_string(), STARTS)
            }
            What::Macro(invoked) if runs_a_line(&invoked.name) => (format!("{}!", invoked.name), MAKES),
            _ => continue,
        };
        if facts.is_in_body(fact) {
            let message = format!("`{written}` {does} with all the rights of this process");
            report.deny(fact.place, message).help(HELP);
        }
    }
}

/// Something that names a program, and is started later.
fn makes_a_command(function: &Function) -> bool {
    let name = &function.name;
    let is_empty = || matches!(function.literals.first().map(|it| &it.known), Some(Known::Text(text)) if text.is_empty());
    match name.last() {
        "new" => COMMANDS.iter().any(|command| name.may_be_in(command)) && !is_empty(),
        "cmd" | "shell" => name.may_be_in("subprocess::Exec") || name.is_in("duct"),
        _ => false,
    }
}

fn starts_a_program(name: &Name) -> bool {
    let is_in = |modules: &[&str]| modules.iter().any(|module| name.may_be_in(module));
    match name.last() {
        "fork" | "vfork" | "daemon" => is_in(&["nix::unistd", "libc"]),
        "system" | "popen" | "posix_spawn" | "posix_spawnp" => is_in(&["libc", "nix::spawn"]),
        "execv" | "execve" | "execvp" | "execvpe" | "fexecve" | "execl" | "execlp" => {
            is_in(&["nix::unistd", "libc", "exec"])
        }
        "create" => name.may_be_in("subprocess::Popen"),
        _ => false,
    }
}

fn runs_a_line(name: &Name) -> bool {
    match name.last() {
        "cmd" => ["duct", "xshell"].iter().any(|of| name.is_in(of)),
        "run_cmd" | "run_fun" | "spawn" => name.is_in("cmd_lib"),
        _ => false,
    }
}
