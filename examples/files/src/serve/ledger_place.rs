//! Where the ledger is kept: never in the folder that is served, where callers could read it.

use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{fs, io, process};

/// The folder for the ledger. Unless the owner names one, it is a new one for each process in the user's folder for
/// state (`$XDG_STATE_HOME`, `~/.local/state`, `%LOCALAPPDATA%`), below `portcullis-files`.
///
/// # Errors
///
/// [`LedgerPlaceError`]: it would be in the served folder, or its own folder cannot be made.
pub fn ledger_place(served: &Path, named: Option<PathBuf>) -> Result<PathBuf, LedgerPlaceError> {
    let folder = match named {
        Some(folder) => folder,
        None => state_folder().ok_or(LedgerPlaceError::NoHome)?.join("portcullis-files").join(new_name()),
    };
    // Asked before anything is made, so that nothing is made in the served folder either.
    if is_inside(&folder, served) {
        return Err(LedgerPlaceError::Served(folder));
    }
    make(&folder).map_err(|error| LedgerPlaceError::Folder(folder.clone(), error))?;
    // And again, now that every part of it can be resolved.
    if is_inside(&folder, served) { Err(LedgerPlaceError::Served(folder)) } else { Ok(folder) }
}

/// One folder for each process: two servers never wait for each other.
fn new_name() -> String {
    let now = humantime::format_rfc3339_seconds(SystemTime::now()).to_string().replace(':', "-");
    format!("{now}-{}", process::id())
}

fn state_folder() -> Option<PathBuf> {
    let named =
        |variable: &str| std::env::var_os(variable).map(PathBuf::from).filter(|folder| folder.is_absolute());
    let of_windows = || if cfg!(windows) { named("LOCALAPPDATA") } else { None };
    let below_home =
        || std::env::home_dir().filter(|home| home.is_absolute()).map(|home| home.join(".local/state"));
    named("XDG_STATE_HOME").or_else(of_windows).or_else(below_home)
}

/// Follows symlinks as far as the path exists. What cannot be resolved counts as inside.
fn is_inside(folder: &Path, served: &Path) -> bool {
    let Ok(served) = served.canonicalize() else { return true };
    let Ok(folder) = std::path::absolute(folder) else { return true };
    match folder.ancestors().find_map(|folder| folder.canonicalize().ok()) {
        Some(existing) => existing.starts_with(served),
        None => true,
    }
}

/// Makes the folder for its owner alone. One that exists, or another thing in its place, stays as it is.
fn make(folder: &Path) -> io::Result<()> {
    if folder.symlink_metadata().is_ok() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Why there is no place for the ledger.
#[derive(Debug, thiserror::Error)]
pub enum LedgerPlaceError {
    /// Callers could read it.
    #[error("the ledger `{}` would be in the folder that is served, where callers could read it\nhelp: name a folder outside with `--ledger FOLDER`, or serve a smaller folder", .0.display())]
    Served(PathBuf),
    /// It cannot be made.
    #[error("the folder `{folder}` cannot be made: {1}\nhelp: name another one with `--ledger FOLDER`", folder = .0.display())]
    Folder(PathBuf, #[source] io::Error),
    /// The environment does not say where the user's files are.
    #[error("there is no home folder to keep the ledger in\nhelp: name a folder with `--ledger FOLDER`")]
    NoHome,
}
