//! # P603: environment_change
//!
//! Refuses what a body changes for everybody: `env::set_var` and `remove_var`, `set_current_dir` and `chdir`,
//! `umask`, user and group, resource limits, `dotenv()`; of `std`, `libc`, `nix`, `rustix` and `dotenvy`.
//!
//! A program's own `main` is left alone. So are the variables and the folder of one child, `Command::env` and
//! `current_dir`.
//!
//! ## Why
//!
//! Calls run side by side. One that changes the working folder sends the files of another to the wrong place; one
//! that sets a variable races with every other thread that reads one, which on most systems is undefined behaviour,
//! and hands the value on to every program that is started afterwards.
//!
//! CWE-362 (race condition), CWE-471 (modification of assumed-immutable data). OWASP Agentic Top 10 (2026): ASI08,
//! cascading failures.
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
//! /// Works in the folder of a project.
//! #[capability(write)]
//! fn enter(#[validate(length(max = 40))] project: String) -> Result<u32, Internal> {
//!     std::env::set_current_dir(format!("/srv/{project}"))?;
//!     Ok(1)
//! }
//! ```
//!
//! ```text
//! error: `std::env::set_current_dir` changes the working folder of the whole process, while other calls run
//!        help: join paths to a folder that a parameter grants, `#[grant] folder: Dir<..>`
//!        see: cargo portcullis explain P603
//!   |
//! 6 |     std::env::set_current_dir(format!("/srv/{project}"))?;
//!   |     ^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//! use portcullis::{Dir, RelativePath};
//!
//! /// Where the projects are.
//! struct Projects;
//!
//! /// Reads the notes of a project.
//! #[capability(read)]
//! fn notes(#[grant] projects: Dir<Projects>, notes: RelativePath) -> Result<String, Internal> {
//!     Ok(projects.read_to_string(&notes, 4096)?)
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `helper_function.rs`: a function outside the body that changes it.
//! - `imported_function.rs`: a bare `set_var(..)` where the file, not the body, imports the function.
//! - `signal_handler.rs`: what else belongs to the whole process and has other names: signals, priorities, the
//!   allocator.
//!
//! ## Making an exception
//!
//! `#[capability(write, allow(environment_change, reason = "runs once, before anything is served"))]`. The reason
//! has at least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::{Facts, Name, What};

const VARIABLE: &str = "pass the value on where it is needed, or set it for one child with `Command::env`";
const FOLDER: &str = "join paths to a folder that a parameter grants, `#[grant] folder: Dir<..>`";
const MASK: &str = "give each file its mode when it is made: `OpenOptions::mode(0o600)`";
const RIGHTS: &str = "change it in `main`, before anything is served";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for fact in facts.iter() {
        let What::Function(function) = &fact.what else { continue };
        let name = &function.name;
        let Some((what, help)) = changes(name) else { continue };
        if facts.is_in_body(fact) {
            let message = format!("`{name}` changes the {what} of the whole process, while other calls run");
            report.deny(fact.place, message).help(help);
        }
    }
}

fn changes(name: &Name) -> Option<(&'static str, &'static str)> {
    let is_in = |modules: &[&str]| modules.iter().any(|module| name.may_be_in(module));
    match name.last() {
        "set_var" | "remove_var" if is_in(&["std::env"]) => Some(("environment", VARIABLE)),
        "setenv" | "unsetenv" | "putenv" | "clearenv" if is_in(&["libc", "nix::env"]) => {
            Some(("environment", VARIABLE))
        }
        "dotenv"
        | "dotenv_override"
        | "from_path"
        | "from_path_override"
        | "from_filename"
        | "from_filename_override"
        | "load"
            if is_in(&["dotenvy", "dotenv"]) =>
        {
            Some(("environment", VARIABLE))
        }
        "set_current_dir" if is_in(&["std::env"]) => Some(("working folder", FOLDER)),
        "chdir" | "fchdir" | "chroot" if is_in(&["nix::unistd", "libc", "rustix::process"]) => {
            Some(("working folder", FOLDER))
        }
        "umask" if is_in(&["nix::sys::stat", "libc", "rustix::process"]) => Some(("file mask", MASK)),
        "setuid" | "setgid" | "seteuid" | "setegid" | "setresuid" | "setresgid"
            if is_in(&["nix::unistd", "libc"]) =>
        {
            Some(("rights", RIGHTS))
        }
        "setrlimit" | "prlimit" if is_in(&["nix::sys::resource", "rustix::process", "libc"]) => {
            Some(("resource limits", RIGHTS))
        }
        "setlocale" if is_in(&["libc"]) => Some(("locale", VARIABLE)),
        _ => None,
    }
}
