//! Which files are checked: those that are named, the Rust files of the folders that are named, and those of packages.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ignore::{DirEntry, WalkBuilder};

use super::selection::{Package, Selection};

/// The files, and what could not be looked into.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) files: Vec<PathBuf>,
    pub(super) failures: Vec<(PathBuf, String)>,
}

/// Looks through folders; a file that is named is taken whatever it is called. Each file is listed once.
pub(super) fn list(selection: &Selection) -> Listing {
    let mut listing = Listing::default();
    let mut has_links = selection.paths.len() + selection.packages.len() > 1;
    for path in &selection.paths {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                let before = listing.files.len() + listing.failures.len();
                has_links |= walk(path, Nested::Enter, &mut listing);
                if before == listing.files.len() + listing.failures.len() {
                    let why = "there is no Rust file in this folder".to_owned();
                    listing.failures.push((path.clone(), why));
                }
            }
            // What it is, if it is no file, is found out when it is read.
            Ok(_) => listing.files.push(without_dot(path)),
            Err(error) => listing.failures.push((path.clone(), error.to_string())),
        }
    }
    for package in &selection.packages {
        has_links |= list_package(package, &mut listing);
    }
    listing.files.sort();
    listing.files.dedup();
    if has_links {
        let mut seen = BTreeSet::new();
        listing.files.retain(|path| fs::canonicalize(path).map_or(true, |real| seen.insert(real)));
    }
    listing
}

/// Adds the root of each target, and the folder around it, in which its modules are. In the folder of the package itself is
/// much else: modules of a target whose root stands there are found by what declares them.
fn list_package(package: &Package, listing: &mut Listing) -> bool {
    let mut has_links = false;
    listing.files.extend(package.roots.iter().map(|root| without_dot(root)));
    for folder in package.folders() {
        let here = folder.as_os_str().is_empty();
        has_links |= walk(if here { Path::new(".") } else { folder }, Nested::Skip, listing);
    }
    let is_test = |path: &PathBuf| package.tests.contains(path);
    listing.files.retain(|path| !is_test(path));
    has_links
}

/// What is done with a package inside the folder of another one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nested {
    Enter,
    Skip,
}

/// Adds the Rust files of a folder, and says whether links were followed.
fn walk(folder: &Path, nested: Nested, listing: &mut Listing) -> bool {
    let has_links = Arc::new(AtomicBool::new(false));
    let saw_link = Arc::clone(&has_links);
    let walk = WalkBuilder::new(folder)
        .follow_links(true)
        .require_git(false)
        // What is checked should not depend on whose machine it is.
        .git_global(false)
        .filter_entry(move |entry| {
            saw_link.fetch_or(entry.path_is_symlink(), Ordering::Relaxed);
            let is_other_package = nested == Nested::Skip && is_package(entry);
            !is_target(entry) && !is_other_package
        })
        .build();
    for entry in walk {
        match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                if is_file && entry.path().extension().is_some_and(|extension| extension == "rs") {
                    listing.files.push(without_dot(entry.path()));
                }
            }
            Err(error) => {
                let (path, why) = explain(&error);
                // A broken link to something else than Rust code is no concern of ours.
                if !path.as_ref().is_some_and(|path| is_other_link(path)) {
                    listing.failures.push((path.unwrap_or_else(|| folder.to_owned()), why));
                }
            }
        }
    }
    has_links.load(Ordering::Relaxed)
}

/// Cargo's folder of what it has built. A module may be called so as well.
pub(super) fn is_target(entry: &DirEntry) -> bool {
    entry.depth() > 0
        && entry.file_name() == "target"
        && entry.file_type().is_some_and(|kind| kind.is_dir())
        && (entry.path().join("CACHEDIR.TAG").exists() || entry.path().with_file_name("Cargo.toml").exists())
}

fn is_package(entry: &DirEntry) -> bool {
    entry.depth() > 0
        && entry.file_type().is_some_and(|kind| kind.is_dir())
        && entry.path().join("Cargo.toml").exists()
}

fn is_other_link(path: &Path) -> bool {
    let is_link = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
    is_link && fs::metadata(path).is_err() && path.extension().is_some_and(|extension| extension != "rs")
}

/// The path of an error and the rest of it.
pub(super) fn explain(error: &ignore::Error) -> (Option<PathBuf>, String) {
    match error {
        ignore::Error::WithPath { path, err } => (Some(without_dot(path)), explain(err).1),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => explain(err),
        ignore::Error::Loop { ancestor, child } => {
            (Some(without_dot(child)), format!("this link leads back to {}", ancestor.display()))
        }
        ignore::Error::Io(error) => {
            // The outermost of these names the path once more.
            let mut error: &dyn Error = error;
            while let Some(source) = error.source() {
                error = source;
            }
            (None, error.to_string())
        }
        other => (None, other.to_string()),
    }
}

/// `./a.rs` is `a.rs`.
pub(super) fn without_dot(path: &Path) -> PathBuf {
    path.strip_prefix(".").map_or_else(|_| path.to_owned(), Path::to_owned)
}
