//! Which files are searched: those that are named, and all files of the folders that are named.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ignore::WalkBuilder;

use crate::files::list::{explain, is_target, without_dot};

/// A file to be searched.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) path: PathBuf,
    /// Somebody asked for it, whatever is in it.
    pub(super) is_named: bool,
}

#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) files: Vec<Listed>,
    pub(super) failures: Vec<(PathBuf, String)>,
}

/// Each file once, in the order of their paths.
pub(super) fn list(paths: &[PathBuf]) -> Listing {
    let mut listing = Listing::default();
    // A path, and whether it is named.
    let mut files = BTreeMap::new();
    let mut has_links = paths.len() > 1;
    for path in paths {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => has_links |= walk(path, &mut files, &mut listing.failures),
            Ok(_) => {
                files.insert(without_dot(path), true);
            }
            Err(error) => listing.failures.push((path.clone(), error.to_string())),
        }
    }
    if has_links {
        let named: BTreeSet<PathBuf> =
            files.iter().filter(|(_, is_named)| **is_named).filter_map(|(path, _)| real(path)).collect();
        let mut seen = BTreeSet::new();
        files.retain(|path, is_named| {
            let Some(real) = real(path) else { return true };
            (*is_named || !named.contains(&real)) && seen.insert(real)
        });
    }
    listing.files = files.into_iter().map(|(path, is_named)| Listed { path, is_named }).collect();
    listing
}

fn real(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}

/// Adds the files of a folder, and says whether links were followed.
fn walk(folder: &Path, files: &mut BTreeMap<PathBuf, bool>, failures: &mut Vec<(PathBuf, String)>) -> bool {
    let has_links = Arc::new(AtomicBool::new(false));
    let saw_link = Arc::clone(&has_links);
    let walk = WalkBuilder::new(folder)
        .follow_links(true)
        .require_git(false)
        // What is searched should not depend on whose machine it is.
        .git_global(false)
        // Secrets stand in `.env` and `.github` above all.
        .hidden(false)
        .filter_entry(move |entry| {
            saw_link.fetch_or(entry.path_is_symlink(), Ordering::Relaxed);
            !(is_target(entry) || entry.depth() > 0 && entry.file_name() == ".git")
        })
        .build();
    for entry in walk {
        match entry {
            Ok(entry) => {
                if entry.file_type().is_some_and(|kind| kind.is_file()) {
                    files.entry(without_dot(entry.path())).or_insert(false);
                }
            }
            Err(error) => {
                let (path, why) = explain(&error);
                // A link to nothing holds nothing.
                if !path.as_ref().is_some_and(|path| is_broken_link(path)) {
                    failures.push((path.unwrap_or_else(|| folder.to_owned()), why));
                }
            }
        }
    }
    has_links.load(Ordering::Relaxed)
}

fn is_broken_link(path: &Path) -> bool {
    let is_link = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
    is_link && fs::metadata(path).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound)
}
