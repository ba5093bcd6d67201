//! # P213: archive_extraction
//!
//! Refuses to unpack a zip or tar archive by what the archive says: `archive.unpack(..)` and `archive.extract(..)`, which
//! know no limit, and entries that are written one by one without a look at their size, or under their own names.
//!
//! A function that takes no more than so much (`entry.take(..)`) or asks for the `size()`, and that uses
//! `enclosed_name`, `unpack_in` or names of its own, is left alone.
//!
//! ## Why
//!
//! An archive of 40 kB unpacks to gigabytes, and one with an entry `../../.ssh/authorized_keys` writes where it likes.
//!
//! CWE-409 (improper handling of highly compressed data), CWE-22 (path traversal). OWASP Agentic Top 10 (2026): ASI02, tool
//! misuse and exploitation.
//!
//! ## What kind of guarantee
//!
//! A lint: it reads tokens. In code that is only checked, it is advice.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! mod tar {
//!     pub struct Archive<T>(pub T);
//!
//!     impl<T> Archive<T> {
//!         pub fn new(inner: T) -> Self {
//!             Self(inner)
//!         }
//!
//!         pub fn unpack(&mut self, _folder: &str) -> bool {
//!             true
//!         }
//!     }
//! }
//!
//! /// Unpacks a package.
//! #[capability(write)]
//! fn unpack(#[validate(length(max = 100000))] package: Vec<u8>) -> bool {
//!     let mut archive = tar::Archive::new(package);
//!     archive.unpack("packages")
//! }
//! ```
//!
//! ```text
//! error: `.unpack()` writes as much as the archive says
//!        help: go through the entries: count them, write each with `entry.take(MAX)`, and check the name (`enclosed_name`)
//!        see: cargo portcullis explain P213
//!    |
//! 21 |     archive.unpack("packages")
//!    |             ^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! mod tar {
//!     pub struct Archive<T>(pub T);
//!
//!     impl<T> Archive<T> {
//!         pub fn new(inner: T) -> Self {
//!             Self(inner)
//!         }
//!
//!         pub fn entries(&mut self) -> Vec<Entry> {
//!             Vec::new()
//!         }
//!     }
//!
//!     pub struct Entry;
//!
//!     impl Entry {
//!         pub fn size(&self) -> u64 {
//!             0
//!         }
//!
//!         pub fn unpack_in(&mut self, _folder: &str) -> bool {
//!             true
//!         }
//!     }
//! }
//!
//! /// Unpacks the first hundred entries of a package, of at most a megabyte each.
//! #[capability(write)]
//! fn unpack(#[validate(length(max = 100000))] package: Vec<u8>) -> bool {
//!     let mut archive = tar::Archive::new(package);
//!     let entries = archive.entries().into_iter().take(100);
//!     entries.filter(|entry| entry.size() <= 1 << 20).all(|mut entry| entry.unpack_in("packages"))
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `archive_from_elsewhere.rs`: an archive that another function opened.
//! - `helper_function.rs`: a function outside the body that unpacks.
//! - `limit_without_effect.rs`: a size that is asked for and not compared.
//!
//! ## Making an exception
//!
//! `#[capability(write, allow(archive_extraction, reason = "packages are signed by ourselves"))]`. The reason has at least
//! 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::{Place, Reporter};
use crate::facts::{Fact, Facts, Name, What};

const HELP: &str = "go through the entries: count them, write each with `entry.take(MAX)`, and check the name (`enclosed_name`)";

/// What an archive is called, of zip, tar, tokio-tar, async_zip and sevenz.
const ARCHIVES: [&str; 5] = ["ZipArchive", "Archive", "ZipFileReader", "SevenZReader", "ArchiveReader"];

/// What a function does with an archive.
#[derive(Default)]
struct Found {
    opens: bool,
    annotated: bool,
    unpacks_all: Option<(Place, String)>,
    goes_through: Option<(Place, String)>,
    writes: bool,
    limits: bool,
    own_names: bool,
    checks_names: bool,
}

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    if !facts.iter().any(opens) {
        return;
    }
    let mut all: Vec<Found> = facts.functions().iter().map(|_| Found::default()).collect();
    for fact in facts.iter() {
        if let Some(found) = fact.context.function.and_then(|at| all.get_mut(at)) {
            found.opens |= opens(fact);
            found.annotated |= fact.context.annotated;
            found.see(fact);
        }
    }
    for found in all.iter().filter(|found| found.opens) {
        if let Some((place, unpacks)) = found.unpacks_all.as_ref().filter(|_| !found.limits) {
            let message = format!("`{unpacks}` writes as much as the archive says");
            report.weigh(found.annotated, *place, message).help(HELP);
        } else if let Some((place, gives)) = found.goes_through.as_ref().filter(|_| found.writes) {
            let wrong = match (found.limits, found.own_names && !found.checks_names) {
                (false, _) => "are written as large as the archive says",
                (true, true) => "are written under the names that the archive says",
                (true, false) => continue,
            };
            report.weigh(found.annotated, *place, format!("the entries of `{gives}` {wrong}")).help(HELP);
        }
    }
}

impl Found {
    fn see(&mut self, fact: &Fact) {
        match &fact.what {
            What::Method(method) => match (method.name.as_str(), method.arguments) {
                ("unpack" | "extract" | "extract_unwrapped_root_dir", 1 | 2) => {
                    self.unpacks_all.get_or_insert_with(|| (fact.place, format!(".{}()", method.name)));
                }
                ("unpack_in", 1) => {
                    self.checks_names = true;
                    self.writes = true;
                }
                ("by_index" | "by_index_raw" | "reader_with_entry" | "by_name", 1) | ("entries", 0) => {
                    self.goes_through.get_or_insert_with(|| (fact.place, format!(".{}()", method.name)));
                }
                ("take" | "set_limit", 1) | ("size" | "uncompressed_size", 0) => self.limits = true,
                ("name" | "path" | "filename" | "path_bytes" | "name_raw", 0) => self.own_names = true,
                ("enclosed_name" | "components" | "file_name" | "sanitized_name" | "mangled_name", 0) => {
                    self.checks_names = true;
                }
                _ => {}
            },
            What::Function(function) => self.writes |= writes(&function.name),
            _ => {}
        }
    }
}

/// `ZipArchive::new(..)`, or a parameter that is an archive.
fn opens(fact: &Fact) -> bool {
    match &fact.what {
        What::Function(function) if matches!(function.name.last(), "new" | "open" | "with_config") => {
            let text = function.name.to_string();
            text.rsplit("::").nth(1).is_some_and(|ty| ARCHIVES.contains(&ty))
        }
        What::Variable(variable) if variable.is_parameter => variable.ty.as_deref().is_some_and(|ty| {
            ty.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| ARCHIVES.contains(&word))
        }),
        _ => false,
    }
}

fn writes(name: &Name) -> bool {
    let is = |modules: &[&str]| modules.iter().any(|module| name.may_be_in(module));
    match name.last() {
        "write" => is(&["std::fs", "tokio::fs"]),
        "create" | "create_new" => is(&["std::fs::File", "tokio::fs::File"]),
        "copy" => is(&["std::io", "tokio::io"]),
        _ => false,
    }
}
