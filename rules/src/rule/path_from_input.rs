//! # P209: path_from_input
//!
//! Refuses input in the path of a file that is opened, read, written, listed or removed: `std::fs` and `tokio::fs`,
//! `File`, `OpenOptions`, `NamedFile`, `ServeFile`, `persist_to` of an upload and their like.
//!
//! What was checked is left alone: a `RelativePath`, a number or a UUID, one of a list, a name without `..` and `/`,
//! `components()` that are all `Normal`, a canonical path with a prefix, the `file_name()` of a path.
//!
//! Outside capabilities and handlers it is advice, and only where a name is joined to a folder or put into a text: a
//! whole path that the calling code, the command line or a configuration names leads where it was meant to lead.
//!
//! Beside P601, which refuses files that are reached without an authority, this rule says which input leads there.
//!
//! ## Why
//!
//! `../../etc/passwd` is a name like any other until it is joined to a folder, and an absolute path replaces the folder:
//! `Path::new("/srv/notes").join("/etc/shadow")` is `/etc/shadow`.
//!
//! CWE-22 (path traversal), CWE-73 (external control of a file name). OWASP Agentic Top 10 (2026): ASI02, tool misuse and
//! exploitation.
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
//! /// Reads a report.
//! #[capability(read, allow(ambient_filesystem, reason = "the folder is mounted for this alone"))]
//! fn report(#[validate(length(max = 100))] name: String) -> Result<String, Internal> {
//!     let path = std::path::Path::new("/srv/reports").join(name);
//!     Ok(std::fs::read_to_string(path)?)
//! }
//! ```
//!
//! ```text
//! error: this path is made of input, which may lead out of the folder
//!        help: take the input as a `RelativePath` and open it with a `Dir` authority, or refuse all but plain names
//!        see: cargo portcullis explain P209
//!   |
//! 7 |     Ok(std::fs::read_to_string(path)?)
//!   |                                ^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//! use portcullis::{Dir, RelativePath};
//!
//! /// Where the reports are.
//! struct Reports;
//!
//! /// Reads a report of at most 4 KiB.
//! #[capability(read)]
//! fn report(#[grant] folder: Dir<Reports>, name: RelativePath) -> Result<String, Internal> {
//!     Ok(folder.read_to_string(&name, 4096)?)
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `helper_function.rs`: a function outside the body that opens the file.
//! - `method_of_a_path.rs`: questions to the disk on the path itself, `path.exists()`, since other types have these too.
//! - `imported_function.rs`: a bare `read_to_string(..)` where the file, not the body, imports the function.
//!
//! A check of the text says nothing of symbolic links, and a file may be exchanged between the check and its use. What a
//! function is called for is believed: `sanitize(name)`, `is_safe(path)`.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(path_from_input, reason = "the process sees one folder and nothing else"))]`. The reason has
//! at least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::{Entry, Facts};
use crate::flow::Traits;

const HELP: &str =
    "take the input as a `RelativePath` and open it with a `Dir` authority, or refuse all but plain names";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for (site, _, argument) in facts.reached(Traits::PATH) {
        let Some(argument) = argument else { continue };
        let value = &argument.value;
        // In a capability P601 says the same of the call, and a folder as an authority mends both.
        let in_capability =
            facts.function_at(site.place).is_some_and(|it| it.entry == Some(Entry::Capability));
        let place = if in_capability { site.place } else { argument.place };
        if value.is_foreign() {
            let message = "this path is made of input, which may lead out of the folder";
            report.deny(place, message).help(HELP);
        } else if value.traits.has(Traits::JOINED) {
            let message = "a name is put into this path that may lead out of the folder";
            report.advise(place, message).help(HELP);
        }
    }
}
