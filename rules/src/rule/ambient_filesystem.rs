//! # P601: ambient_filesystem
//!
//! Refuses files that are reached by a path of the process instead of an authority: functions of `std::fs` and
//! `tokio::fs` (and of `fs_err`, `async_std`, `smol`, `std::os::unix::fs`), `File::open` and its kin, `OpenOptions`,
//! `DirBuilder`, questions to the disk on a path that is made on the spot (`Path::new(x).exists()`), and an authority
//! that a body opens for itself (`Dir::open(..)`, `ambient_authority()`).
//!
//! What names a file type without opening anything is left alone: `std::fs::Metadata`, `std::fs::File::from(handle)`.
//!
//! Where this rule and P501 meet, as on `std::fs::read` in an `async fn`, this one speaks: which file is opened matters
//! more than how. With an exception to this rule, P501 speaks.
//!
//! ## Why
//!
//! A path that a model has a hand in leads anywhere the process may go: keys, other customers, the ledger. Checking
//! the text first does not help against symlinks and races. A `Dir` is opened once by the owner, and no path leads out
//! of it; and a signature with a `Dir` says what the capability can touch.
//!
//! CWE-22 (path traversal), CWE-73 (external control of a file name), CWE-367 (time of check, time of use). OWASP
//! Agentic Top 10 (2026): ASI02, tool misuse and exploitation.
//!
//! ## What kind of guarantee
//!
//! A lint: it reads tokens. That no path leads out of a granted `Dir` is sound.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! /// Reads a report.
//! #[capability(read)]
//! fn report(#[validate(length(max = 100))] name: String) -> Result<String, Internal> {
//!     Ok(std::fs::read_to_string(format!("reports/{name}"))?)
//! }
//! ```
//!
//! ```text
//! error: `std::fs::read_to_string` reaches any file that the process may reach
//!        help: take a folder as an authority, `#[grant] folder: Dir<Reports>`, and read through that
//!        see: cargo portcullis explain P601
//!   |
//! 6 |     Ok(std::fs::read_to_string(format!("reports/{name}"))?)
//!   |        ^^^^^^^^^^^^^^^^^^^^^^^
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
//! - `imported_function.rs`: a bare `read_to_string(..)` where the file, not the body, imports the function.
//! - `path_variable.rs`: `path.exists()` and the like on a variable, since other types have these methods too.
//! - `renamed_import.rs`: another name that the file, not the body, gives to `std::fs`.
//! - `helper_function.rs`: a function outside the body that opens files.
//!
//! A module of your own that is called `fs` and has a function such as `read`, a type of your own that is called `File`
//! and has `open(one_argument)`, and the `OpenOptions` of `cap-std` look the same. Write the path in full
//! (`crate::fs::read(..)`), or import it in the body; then it is not refused.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(ambient_filesystem, reason = "reads one fixed file under /proc"))]`. The reason has at
//! least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::{Facts, Function, Method, Name, What};

const HELP: &str = "take a folder as an authority, `#[grant] folder: Dir<Reports>`, and read through that";

const MODULES: &[&str] = &[
    "std::fs",
    "tokio::fs",
    "std::os::unix::fs",
    "std::os::windows::fs",
    "async_std::fs",
    "async_fs",
    "smol::fs",
    "fs_err",
    "fs_err::tokio",
];

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for fact in facts.iter() {
        let name = match &fact.what {
            What::Function(function) if reaches_files(function) => function.name.to_string(),
            What::Method(method) if asks_the_disk(method) => format!(".{}()", method.name),
            _ => continue,
        };
        report.deny(fact.place, format!("`{name}` reaches any file that the process may reach")).help(HELP);
    }
}

/// Whether the function opens, changes or asks about a file by a path of the process.
pub(super) fn reaches_files(function: &Function) -> bool {
    let name = &function.name;
    let takes_one_argument = function.arguments.is_none_or(|count| count == 1);
    match name.last() {
        "open" | "create" | "create_new" if name.may_be_in("std::fs::File") => takes_one_argument,
        "open" if name.may_be_in("portcullis::authority::Dir") || name.is_in("portcullis::Dir") => {
            takes_one_argument
        }
        "open_ambient_dir" | "ambient_authority" => true,
        "new" if name.may_be_in("std::fs::OpenOptions") || name.may_be_in("std::fs::DirBuilder") => true,
        "options" if name.may_be_in("std::fs::File") => true,
        last if is_question(last) && name.may_be_in("std::path::Path") => true,
        last if is_function_of_fs(last) && (name.may_be_in("std::fs") || name.is_in("tokio::fs")) => true,
        _ => MODULES.iter().any(|module| name.within(module).is_some_and(opens)),
    }
}

/// Whether an item of a file-system module opens something; most of its types only describe.
fn opens(item: &str) -> bool {
    match item.split_once("::") {
        None => item.starts_with(|first: char| first.is_ascii_lowercase()),
        Some(("File", function)) => matches!(function, "open" | "create" | "create_new" | "options"),
        Some(("OpenOptions" | "DirBuilder", function)) => matches!(function, "new" | "default"),
        Some(_) => false,
    }
}

fn is_function_of_fs(name: &str) -> bool {
    let changes = matches!(
        name,
        "copy"
            | "create_dir"
            | "create_dir_all"
            | "hard_link"
            | "remove_dir"
            | "remove_dir_all"
            | "remove_file"
            | "rename"
            | "set_permissions"
            | "soft_link"
            | "write"
    );
    changes || is_question(name) || matches!(name, "read" | "read_to_string")
}

fn is_question(name: &str) -> bool {
    matches!(name, "exists" | "is_file" | "is_dir" | "is_symlink" | "metadata" | "canonicalize")
        || is_question_of_paths_only(name)
}

fn is_question_of_paths_only(name: &str) -> bool {
    matches!(name, "read_dir" | "read_link" | "symlink_metadata" | "try_exists")
}

/// `Path::new(x).exists()`: other types have an `exists` as well, so the path must be in sight.
fn asks_the_disk(method: &Method) -> bool {
    let makes_a_path = |name: &Name| {
        name.may_be_in("std::path::Path") && name.last() == "new"
            || name.may_be_in("std::path::PathBuf") && matches!(name.last(), "new" | "from")
    };
    let on_a_path = || method.begins_with.as_ref().is_some_and(makes_a_path);
    method.arguments == 0
        && (is_question_of_paths_only(&method.name) || (is_question(&method.name) && on_a_path()))
}
