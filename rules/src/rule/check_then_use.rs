//! # P510: check_then_use
//!
//! Refuses a question about a path (`exists()`, `metadata()`, `is_file()`) before the same path is opened, read,
//! written, renamed or removed; and a file of a name that others can guess in the temporary folder that all share.
//!
//! `create_new` and `create_dir_all` answer the question themselves. A question whose answer the function returns is
//! no reason for what it does with the path otherwise.
//!
//! ## Why
//!
//! Between the question and the use, another process can put a symlink there, or another file. A name that can be
//! guessed is made before the program comes, as a link to a file that the program may write and the attacker may
//! not.
//!
//! CWE-367 (time of check, time of use), CWE-377 (insecure temporary file). OWASP Agentic Top 10 (2026): ASI02,
//! tool misuse and exploitation.
//!
//! ## What kind of guarantee
//!
//! A lint: it reads tokens.
//!
//! ## Refused
//!
//! ```text,refused
//! use std::path::Path;
//!
//! use portcullis::prelude::*;
//!
//! /// Reads the settings, if there are any.
//! #[capability(read, allow(ambient_filesystem, reason = "one fixed file of the system"))]
//! fn settings() -> Result<String, Internal> {
//!     let path = Path::new("/etc/orders.toml");
//!     if !path.exists() {
//!         return Ok(String::new());
//!     }
//!     Ok(std::fs::read_to_string(path)?)
//! }
//! ```
//!
//! ```text
//! error: what `.exists()` says of `path` may have changed when `std::fs::read_to_string` uses it
//!        help: open it at once and handle the error; to make a new file, use `create_new`
//!        see: cargo portcullis explain P510
//!   |
//! 9 |     if !path.exists() {
//!   |         ^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use std::io::ErrorKind;
//! use std::path::Path;
//!
//! use portcullis::prelude::*;
//!
//! /// Reads the settings, if there are any.
//! #[capability(read, allow(ambient_filesystem, reason = "one fixed file of the system"))]
//! fn settings() -> Result<String, Internal> {
//!     let path = Path::new("/etc/orders.toml");
//!     match std::fs::read_to_string(path) {
//!         Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
//!         text => Ok(text?),
//!     }
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `another_name.rs`: a path that has another name where it is used.
//! - `helper_function.rs`: a function outside the body that asks, or opens.
//! - `path_from_pieces.rs`: a path that is put together a second time where it is used.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(check_then_use, reason = "the folder is this process's own, mode 0700"))]`. The reason
//! has at least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::{Place, Reporter};
use crate::facts::{Facts, What};
use crate::flow::{Argument, Site, Use};

const OPEN: &str = "open it at once and handle the error; to make a new file, use `create_new`";
const TEMPORARY: &str = "let the `tempfile` crate choose the name and make the file";

/// A question about a path.
struct Asked<'a> {
    names: &'a str,
    called: String,
    place: Place,
}

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    let mut asked: Vec<Asked<'_>> = Vec::new();
    let mut temporary = Temporary::default();
    for site in facts.sites() {
        if let Use::Bound { name, value } = &site.what {
            temporary.binds(name, value, facts, site.place);
            continue;
        }
        if let Some(argument) = asks(site)
            && let Some(names) = path_in(argument)
        {
            asked.push(Asked { names, called: site.called(), place: argument.place });
            continue;
        }
        if let Use::Returned(answer) = &site.what
            && !asked.is_empty()
        {
            let function = facts.function_number_at(answer.place);
            asked.retain(|question| {
                facts.function_number_at(question.place) != function
                    || !is_told(facts, question, answer.place)
            });
        }
        let opened = opens(site);
        for argument in opened.iter().flat_map(|arguments| arguments.iter()) {
            if let Some(names) = path_in(argument)
                && let Some(at) = asked.iter().rposition(|it| it.names == names)
            {
                let question = asked.remove(at);
                if facts.function_number_at(question.place) == facts.function_number_at(site.place) {
                    let message = format!(
                        "what `{}` says of `{names}` may have changed when `{}` uses it",
                        question.called,
                        site.called()
                    );
                    report.deny(question.place, message).help(OPEN);
                }
            }
        }
        if let Some(path) = opened.and_then(<[_]>::first)
            && temporary.has(path, facts, site.place)
            && !chooses_at_random(facts, site.place)
        {
            let message = format!(
                "`{}` uses a name in the shared temporary folder that others can guess",
                site.called()
            );
            report.deny(path.place, message).help(TEMPORARY);
        }
    }
}

/// `let metadata = fs::metadata(path)?; return Ok(metadata.len())`
fn is_told(facts: &Facts, question: &Asked<'_>, answer: Place) -> bool {
    let is_answer = |site: &Site, wanted: &str| match &site.what {
        Use::Method { receiver, .. } => {
            receiver.names.split('.').next() == Some(wanted) && site.place.is_within(answer)
        }
        Use::Function { arguments, .. } => {
            arguments.iter().any(|argument| argument.names == wanted) && site.place.is_within(answer)
        }
        _ => false,
    };
    facts.sites().any(|site| match &site.what {
        Use::Bound { name, value } if value.place.contains(question.place) => {
            facts.sites().any(|site| is_answer(site, name))
        }
        _ => false,
    })
}

/// What a site asks the disk about.
fn asks(site: &Site) -> Option<&Argument> {
    let is_question = |name: &str| {
        matches!(name, "exists" | "try_exists" | "metadata" | "symlink_metadata" | "is_file" | "is_symlink")
    };
    match &site.what {
        Use::Method { name, receiver, arguments } if arguments.is_empty() && is_question(name) => {
            Some(receiver)
        }
        Use::Function { name, arguments } if is_question(name.last()) && is_of_files(name) => {
            arguments.first()
        }
        _ => None,
    }
}

/// The paths that a site opens, changes or removes, in a way that does not itself say whether they exist.
fn opens(site: &Site) -> Option<&[Argument]> {
    match &site.what {
        Use::Function { name, arguments } => match name.last() {
            "open" | "create"
                if ["std::fs::File", "tokio::fs::File", "fs_err::File"]
                    .iter()
                    .any(|it| name.may_be_in(it)) =>
            {
                Some(arguments)
            }
            "read" | "read_to_string" | "write" | "remove_file" | "rename" | "copy" | "set_permissions"
            | "hard_link"
                if is_of_files(name) =>
            {
                Some(arguments)
            }
            _ => None,
        },
        Use::Method { name, receiver, arguments } if name == "open" && arguments.len() == 1 => {
            let options = receiver.value.made_by.as_ref()?;
            (options.of() == "OpenOptions" && !options.has_called("create_new")).then_some(arguments)
        }
        _ => None,
    }
}

fn is_of_files(name: &crate::facts::Name) -> bool {
    ["std::fs", "tokio::fs", "fs_err", "async_std::fs", "fs_err::tokio"]
        .iter()
        .any(|module| name.may_be_in(module))
}

/// The variable or field that a path is in; what a method makes of one is another path.
fn path_in(argument: &Argument) -> Option<&str> {
    let mut names = argument.names.as_str();
    while let Some((rest, last)) = names.rsplit_once('.') {
        match last {
            "clone" | "as_path" | "as_ref" | "to_path_buf" | "to_owned" | "as_str" => names = rest,
            "join" | "parent" | "path" | "with_extension" | "with_file_name" | "file_name" => return None,
            _ => break,
        }
    }
    (!names.is_empty()).then_some(names)
}

/// Variables that hold the temporary folder that all share, or a path in it.
#[derive(Default)]
struct Temporary<'a> {
    folders: Vec<&'a str>,
    paths: Vec<(&'a str, Option<usize>)>,
}

impl<'a> Temporary<'a> {
    fn binds(&mut self, name: &'a str, value: &Argument, facts: &Facts, place: Place) {
        if value.names == "temp_dir" {
            self.folders.push(name);
        } else if self.is_path(&value.names) {
            self.paths.push((name, facts.function_number_at(place)));
        }
    }

    /// `env::temp_dir().join(name)`, `folder.join(name)`
    fn is_path(&self, names: &str) -> bool {
        names.strip_suffix(".join").is_some_and(|of| of == "temp_dir" || self.folders.contains(&of))
    }

    fn has(&self, path: &Argument, facts: &Facts, place: Place) -> bool {
        let start = path.value.start.as_deref().unwrap_or_default();
        ["/tmp/", "/var/tmp/", "/dev/shm/"].iter().any(|folder| start.starts_with(folder))
            || self.is_path(&path.names)
            || path_in(path).is_some_and(|names| {
                self.paths
                    .iter()
                    .any(|(name, function)| *name == names && *function == facts.function_number_at(place))
            })
    }
}

/// Whether the function around makes something at random, with which the name may begin or end.
fn chooses_at_random(facts: &Facts, place: Place) -> bool {
    let around = facts.function_number_at(place);
    facts.iter().filter(|fact| fact.context.function == around).any(|fact| match &fact.what {
        What::Function(function) => {
            let name = function.name.own_path().unwrap_or(function.name.last());
            ["rand", "uuid", "unique", "v4", "v7", "rng"].iter().any(|word| name.contains(word))
        }
        What::Method(method) => {
            matches!(method.name.as_str(), "gen" | "random" | "sample_string" | "next_u64" | "fill_bytes")
        }
        _ => false,
    })
}
