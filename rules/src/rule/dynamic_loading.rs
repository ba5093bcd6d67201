//! # P708: dynamic_loading
//!
//! Refuses libraries that are opened when the program runs (`Library::new` of `libloading`, `dlopen`,
//! `Container::load` of `dlopen2`, `load_from_directory` of `abi_stable`, extensions of SQLite), and `include!` of
//! a file from outside this crate: an absolute path, or one from a variable that cargo does not set.
//!
//! What a build script writes to `OUT_DIR` may be included, and so may files of the crate; text (`include_str!`) is
//! no code.
//!
//! ## Why
//!
//! A library runs with all rights of the process as soon as it is opened: no gate, no policy and no authority lies
//! between, and nobody has compiled or reviewed it with the program. Whoever can write the folder, or choose the
//! name, owns the server.
//!
//! CWE-114 (process control), CWE-427 (uncontrolled search path element), CWE-829 (inclusion of functionality from
//! an untrusted control sphere). OWASP Agentic Top 10 (2026): ASI04, agentic supply chain vulnerabilities.
//!
//! ## What kind of guarantee
//!
//! A lint: it reads tokens.
//!
//! ## Refused
//!
//! ```text,refused
//! use std::ffi::{c_char, c_int, c_void};
//!
//! use portcullis::prelude::*;
//!
//! unsafe extern "C" {
//!     fn dlopen(file: *const c_char, flags: c_int) -> *mut c_void;
//! }
//!
//! /// Says whether the driver of the till is there.
//! #[capability(read, allow(unsafe_block, reason = "calls a function of the C library"))]
//! fn has_driver() -> bool {
//!     let handle = unsafe { dlopen(c"libtill.so".as_ptr(), 1) };
//!     !handle.is_null()
//! }
//! ```
//!
//! ```text
//! error: `dlopen` runs code that nobody has compiled or read with this program
//!        help: link it statically, or load a signed plugin that runs in a sandbox of its own
//!        see: cargo portcullis explain P708
//!    |
//! 12 |     let handle = unsafe { dlopen(c"libtill.so".as_ptr(), 1) };
//!    |                           ^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! /// The driver of the till, linked with this program.
//! mod till {
//!     pub fn is_there() -> bool {
//!         true
//!     }
//! }
//!
//! /// Says whether the driver of the till is there.
//! #[capability(read)]
//! fn has_driver() -> bool {
//!     till::is_there()
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `helper_function.rs`: a function outside the body, or a crate, that loads a library.
//! - `renamed_import.rs`: another name that the file, not the body, gives to `Library`.
//!
//! `Library::new` is refused in an `unsafe` block alone, where that of `libloading` has to stand.
//!
//! ## Making an exception
//!
//! `#[capability(write, allow(dynamic_loading, reason = "the vendor's driver, root may write it"))]`. The reason
//! has at least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::{Argument, Fact, Facts, Function, Known, Macro, What};

const PLUGIN: &str = "link it statically, or load a signed plugin that runs in a sandbox of its own";
const INCLUDE: &str = "include a file of this crate, or one that the build script wrote to `OUT_DIR`";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    // The `include!` whose brackets are read: what is in them comes right behind it.
    let mut include: Option<&Fact> = None;
    for fact in facts.iter() {
        let written = match &fact.what {
            What::Function(function) if loads(fact, function) => function.name.to_string(),
            What::Method(method) if method.name == "load_extension" && method.arguments >= 1 => {
                ".load_extension()".to_owned()
            }
            What::Macro(invoked) => {
                match invoked.name.standard_macro() {
                    Some("include") if names_another_place(invoked) => includes(fact, report),
                    Some("include") => include = Some(fact),
                    Some("env") => {
                        if let (Some(around), true) = (include.take(), is_from_outside(invoked)) {
                            includes(around, report);
                        }
                    }
                    Some("concat") => {}
                    _ => include = None,
                }
                continue;
            }
            What::Text(_) => continue,
            _ => {
                include = None;
                continue;
            }
        };
        let message = format!("`{written}` runs code that nobody has compiled or read with this program");
        report.deny(fact.place, message).help(PLUGIN);
    }
}

fn includes(fact: &Fact, report: &mut Reporter<'_>) {
    report.deny(fact.place, "`include!` compiles a file from outside this crate").help(INCLUDE);
}

fn loads(fact: &Fact, function: &Function) -> bool {
    let name = &function.name;
    let is_in = |modules: &[&str]| modules.iter().any(|module| name.may_be_in(module));
    match name.last() {
        // To load a library is unsafe; a `Library` of the user's own is mostly made in safe code.
        "new" | "open" => {
            fact.context.in_unsafe
                && is_in(&[
                    "libloading::Library",
                    "libloading::os::unix::Library",
                    "libloading::os::windows::Library",
                    "dlopen::raw::Library",
                    "dlopen2::raw::Library",
                    "dlopen2::symbor::Library",
                    "sharedlib::Lib",
                ])
        }
        "load" | "load_with_flags" => is_in(&["dlopen2::wrapper::Container", "dlopen::wrapper::Container"]),
        // What is loaded already is only asked for.
        "dlopen" | "dlmopen" if function.literals.iter().any(is_no_load) => false,
        "dlopen" | "dlmopen" => is_in(&["libc"]) || (name.is_bare() && fact.context.in_unsafe),
        "load_from_directory" | "load_from_file" => function.arguments == Some(1) && !name.is_bare(),
        "lib_header_from_path" => is_in(&["abi_stable::library"]),
        "LoadLibraryA" | "LoadLibraryW" | "LoadLibraryExW" => true,
        _ => false,
    }
}

/// `libc::RTLD_NOLOAD`
fn is_no_load(flags: &Argument) -> bool {
    matches!(&flags.known, Known::Path(path) if path.ends_with("RTLD_NOLOAD"))
}

/// `include!("/etc/x.rs")`
fn names_another_place(invoked: &Macro) -> bool {
    match invoked.literals.first().map(|it| &it.known) {
        Some(Known::Text(path)) => path.starts_with(['/', '~', '\\']) || path.get(1..3) == Some(":\\"),
        _ => false,
    }
}

/// A variable other than those that cargo sets.
fn is_from_outside(invoked: &Macro) -> bool {
    match invoked.literals.first().map(|it| &it.known) {
        Some(Known::Text(name)) => name != "OUT_DIR" && !name.starts_with("CARGO_"),
        _ => false,
    }
}
