//! The same check once more, for files in which names hide what they mean: what `check --deep` finds.
//!
//! [`PATHS`] is what is asked about, and nothing else: rules judge the answers as if the paths were written in full.

use std::collections::{BTreeMap, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::thread;

use super::{Checked, Outcome, STACK, check_one};
use crate::check::Breadth;
pub use crate::facts::{Names, Resolved};
use crate::flow::crossing::Elsewhere;

/// What a path names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A function, or a function of a type.
    Function,
    /// A method of a trait.
    Method,
    /// A macro.
    Macro,
}

/// The paths that are worth asking about, by the rule that has something to say about each.
pub const PATHS: &[(&str, Kind, &[&str])] = &[
    (
        "P301",
        Kind::Function,
        &[
            "std::net::TcpListener::bind",
            "std::net::TcpStream::connect",
            "std::net::TcpStream::connect_timeout",
            "std::net::UdpSocket::bind",
            "std::net::UdpSocket::connect",
            "tokio::net::TcpListener::bind",
            "tokio::net::TcpStream::connect",
            "tokio::net::UdpSocket::bind",
            "tokio::net::lookup_host",
            "reqwest::get",
            "reqwest::Client::new",
            "reqwest::Client::builder",
            "reqwest::blocking::get",
            "reqwest::blocking::Client::new",
            "reqwest::blocking::Client::builder",
        ],
    ),
    ("P301", Kind::Method, &["std::net::ToSocketAddrs::to_socket_addrs"]),
    ("P307", Kind::Function, &["std::env::var", "std::env::var_os", "std::env::vars", "std::env::vars_os"]),
    ("P401", Kind::Macro, &["std::dbg", "std::eprint", "std::eprintln", "std::print", "std::println"]),
    (
        "P401",
        Kind::Function,
        &["std::io::stderr", "std::io::stdout", "tokio::io::stderr", "tokio::io::stdout"],
    ),
    (
        "P505",
        Kind::Function,
        &["std::thread::spawn", "tokio::spawn", "tokio::task::spawn", "tokio::task::spawn_blocking"],
    ),
    ("P508", Kind::Function, &["std::process::abort", "std::process::exit"]),
    ("P509", Kind::Function, &["std::mem::forget"]),
    (
        "P601",
        Kind::Function,
        &[
            "std::fs::File::create",
            "std::fs::File::create_new",
            "std::fs::File::open",
            "std::fs::File::options",
            "std::fs::OpenOptions::new",
            "std::fs::canonicalize",
            "std::fs::copy",
            "std::fs::create_dir",
            "std::fs::create_dir_all",
            "std::fs::exists",
            "std::fs::hard_link",
            "std::fs::metadata",
            "std::fs::read",
            "std::fs::read_dir",
            "std::fs::read_link",
            "std::fs::read_to_string",
            "std::fs::remove_dir",
            "std::fs::remove_dir_all",
            "std::fs::remove_file",
            "std::fs::rename",
            "std::fs::set_permissions",
            "std::fs::symlink_metadata",
            "std::fs::write",
            "std::path::Path::canonicalize",
            "std::path::Path::exists",
            "std::path::Path::is_dir",
            "std::path::Path::is_file",
            "std::path::Path::is_symlink",
            "std::path::Path::metadata",
            "std::path::Path::read_dir",
            "std::path::Path::read_link",
            "std::path::Path::symlink_metadata",
            "std::path::Path::try_exists",
            "tokio::fs::File::create",
            "tokio::fs::File::open",
            "tokio::fs::OpenOptions::new",
            "tokio::fs::copy",
            "tokio::fs::create_dir",
            "tokio::fs::create_dir_all",
            "tokio::fs::metadata",
            "tokio::fs::read",
            "tokio::fs::read_dir",
            "tokio::fs::read_to_string",
            "tokio::fs::remove_dir",
            "tokio::fs::remove_dir_all",
            "tokio::fs::remove_file",
            "tokio::fs::rename",
            "tokio::fs::write",
        ],
    ),
    ("P602", Kind::Function, &["std::process::Command::new", "tokio::process::Command::new"]),
    ("P603", Kind::Function, &["std::env::remove_var", "std::env::set_current_dir", "std::env::set_var"]),
];

/// Checks the files anew of whose names more is known now, and puts what is found in the place of what was.
pub fn check(outcome: &mut Outcome, breadth: Breadth, names: &HashMap<PathBuf, Names>) {
    let mut found: BTreeMap<PathBuf, Result<Checked, String>> = BTreeMap::new();
    thread::scope(|scope| {
        let work = || {
            for path in outcome.checked.iter() {
                let Some(names) = names.get(path) else { continue };
                let checked = catch_unwind(AssertUnwindSafe(|| {
                    let seen = outcome.links.number_of(path).map(|file| outcome.links.seen_from(file));
                    check_one(path, breadth, names, seen.as_ref().map(|seen| seen as &dyn Elsewhere))
                }));
                let fault = || Err("this is a fault of the rules, please report it".to_owned());
                found.insert(path.clone(), checked.unwrap_or_else(|_| fault()));
                proc_macro2::extra::invalidate_current_thread_spans();
            }
        };
        // One that does not start leaves what was found before.
        let _ = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
    });
    for (path, checked) in found {
        match checked {
            Ok(Checked { reports, exceptions, .. }) => {
                outcome.reports.retain(|report| report.path != path);
                outcome.reports.extend(reports);
                outcome.exceptions.retain(|exception| exception.path != path);
                outcome.exceptions.extend(exceptions);
            }
            Err(why) => outcome.failures.push((path, why)),
        }
    }
    outcome.sort();
}

#[cfg(test)]
mod tests {
    use super::{Kind, Names, PATHS, Resolved};
    use crate::check::{Breadth, check_resolved};

    #[test]
    fn of_each_path_its_rule_has_something_to_say() {
        for (code, kind, paths) in PATHS {
            for path in *paths {
                let (source, column, meaning) = match kind {
                    Kind::Function => ("fn f() { own::g(a); }", 10, Resolved::Function((*path).to_owned())),
                    Kind::Macro => ("fn f() { own::g!(a); }", 10, Resolved::Macro((*path).to_owned())),
                    Kind::Method => {
                        let name = path.rsplit("::").next().unwrap_or_default();
                        ("fn f() { own::g(a); }", 10, Resolved::Method(name.to_owned()))
                    }
                };
                let file = syn::parse_file(source).expect("this is Rust");
                assert!(check_resolved(&file, source, Breadth::Everywhere, &Names::default()).is_empty());
                let mut names = Names::default();
                names.insert(1, column, meaning);
                let found = check_resolved(&file, source, Breadth::Everywhere, &names);
                let codes: Vec<_> = found.iter().filter_map(|finding| finding.code()).collect();
                assert_eq!(codes, [*code], "{path}");
            }
        }
    }

    #[test]
    fn a_method_of_a_type_is_judged_as_its_function() {
        let source = "fn f(p: Own) { p.there().exists(); }";
        let file = syn::parse_file(source).expect("this is Rust");
        let mut names = Names::default();
        names.insert(1, 26, Resolved::Function("std::path::Path::exists".to_owned()));
        let found = check_resolved(&file, source, Breadth::Everywhere, &names);
        assert_eq!(found.first().and_then(|finding| finding.code()), Some("P601"));
    }
}
