//! # P606: world_readable_file
//!
//! Refuses a mode that lets everybody write (`0o666`, `0o777`, also as `511` or put together of constants) where a file
//! or a folder gets it: `mode`, `set_mode`, `from_mode`, `chmod`, `mkdir`; and `umask(0)`. A folder with the sticky bit
//! (`0o1777`) is left alone.
//!
//! Refuses a credential that is written to a file without a private mode: `fs::write`, `File::create`, `OpenOptions`
//! without `.mode(0o600)`.
//!
//! ## Why
//!
//! Everybody on the machine reads or changes it: another service, a container with the same volume, a build that runs
//! foreign code. A mode that is narrowed afterwards comes too late for whoever has opened the file.
//!
//! CWE-732 (incorrect permission assignment for critical resource), CWE-276 (incorrect default permissions). OWASP Agentic
//! Top 10 (2026): ASI03, identity and privilege abuse. OWASP Top 10 (2021): A01, broken access control.
//!
//! ## What kind of guarantee
//!
//! A lint: it follows values inside a function.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! /// Stands in for the crate.
//! mod libc {
//!     pub fn chmod(_: &str, _: u32) -> u32 {
//!         0
//!     }
//! }
//!
//! /// Opens the folder of the orders.
//! #[capability(write)]
//! fn open_up(number: u32) -> u32 {
//!     libc::chmod("/run/orders", 0o777) + number
//! }
//! ```
//!
//! ```text
//! error: `libc::chmod` lets everybody on this machine change the file
//!        help: give a mode that only the owner may write to, such as `0o600`, or `0o700` for a folder
//!        see: cargo portcullis explain P606
//!    |
//! 13 |     libc::chmod("/run/orders", 0o777) + number
//!    |                                ^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! /// Stands in for the crate.
//! mod libc {
//!     pub fn chmod(_: &str, _: u32) -> u32 {
//!         0
//!     }
//! }
//!
//! /// Opens the folder of the orders to its owner.
//! #[capability(write)]
//! fn open_up(number: u32) -> u32 {
//!     libc::chmod("/run/orders", 0o700) + number
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `computed.rs`: a mode that is computed or read while the program runs.
//! - `constant_elsewhere.rs`: a constant outside the body.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(world_readable_file, reason = "the socket is meant for every user of the host"))]`. The
//! reason has at least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::confidential::{Program, file_of};
use crate::diagnostics::{Place, Reporter};
use crate::facts::Facts;
use crate::flow::{Argument, Known, Site, Traits, Use, Value};

const PRIVATE: &str = "create it with `OpenOptions::new().mode(0o600)`, before anything is in it";
const NARROW: &str = "give a mode that only the owner may write to, such as `0o600`, or `0o700` for a folder";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    let program = Program::new(facts);
    for site in facts.sites() {
        if let Some(place) = open_to_all(site) {
            let message = format!("`{}` lets everybody on this machine change the file", site.called());
            report.deny(place, message).help(NARROW);
        } else if writes_secret(site, &program) {
            let message = format!("`{}` writes a credential to a file that others may read", site.called());
            let path = match &site.what {
                Use::Function { arguments, .. } => arguments.first().map(|path| path.place),
                _ => None,
            };
            report.deny(path.unwrap_or(site.place), message).help(PRIVATE);
        }
    }
}

/// The mode that lets everybody write. A folder such as `/tmp`, where nobody removes the files of others, has another bit.
fn open_to_all(site: &Site) -> Option<Place> {
    let is_open = |value: &Value| matches!(value.known, Known::Int(mode) if mode & 0o1002 == 0o2);
    let (name, arguments) = match &site.what {
        Use::Method { name, arguments, .. } => (name.as_str(), arguments),
        Use::Function { name, arguments } => (name.last(), arguments),
        _ => return None,
    };
    match name {
        "mode" | "set_mode" | "from_mode" | "unix_permissions" | "chmod" | "fchmod" | "fchmodat"
        | "mkdir" | "mkfifo" => arguments.iter().find(|it| is_open(&it.value)),
        "umask" => arguments.first().filter(|it| {
            it.value.known == Known::Int(0)
                || it.value.made_by.as_ref().is_some_and(|it| it.short() == "Mode::empty")
                || it.names.ends_with("empty")
        }),
        _ => None,
    }
    .map(|argument| argument.place)
}

fn writes_secret(site: &Site, program: &Program<'_>) -> bool {
    match &site.what {
        Use::Function { name, arguments } => {
            name.last() == "write"
                && ["std::fs", "tokio::fs", "fs_err", "async_std::fs"].iter().any(|it| name.may_be_in(it))
                && arguments.get(1).is_some_and(|content| is_one(content, program))
        }
        Use::Method { name, receiver, arguments } => {
            matches!(name.as_str(), "write_all" | "write" | "write_fmt")
                && is_readable_by_others(receiver)
                && arguments.iter().any(|content| is_one(content, program))
        }
        Use::Macro { name, arguments, fields } => {
            matches!(name.last(), "write" | "writeln")
                && fields.first().is_some_and(is_readable_by_others)
                && arguments.iter().any(|content| is_one(content, program))
        }
        _ => false,
    }
}

fn is_one(content: &Argument, program: &Program<'_>) -> bool {
    program.is_secret(content) && !content.value.could(Traits::SEALED)
}

/// A file that was made without saying who may read it.
fn is_readable_by_others(file: &Argument) -> bool {
    let Some(maker) = file_of(&file.value) else { return false };
    match maker.of() {
        "File" => {
            maker.short() != "File::open"
                && maker.short() != "File::from"
                && !maker.has_called("set_permissions")
        }
        "OpenOptions" => {
            let mode = maker.calls.iter().rfind(|call| &*call.method == "mode");
            match mode.and_then(|call| call.argument.as_ref()).map(|argument| &argument.known) {
                Some(Known::Int(mode)) => mode & 0o077 != 0,
                Some(_) => false,
                None => true,
            }
        }
        _ => false,
    }
}
