//! Whether what is about to be changed could be had back: as `cargo fix` asks it, of git.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use portcullis_rules::files::shown;

/// How many changed files an error names.
const MOST_NAMED: usize = 10;

/// Says no if there are changes that are not committed, or if there is no repository.
pub(super) fn may_change(paths: &[PathBuf], allow_dirty: bool, allow_no_vcs: bool) -> Result<(), String> {
    for path in paths {
        match status(path)? {
            Status::Clean => {}
            Status::Dirty(_) if allow_dirty => {}
            Status::Dirty(files) => {
                return Err(format!(
                    "there are changes that are not committed, and those of `--fix` could not be told from them\n\
                     {files}help: commit or stash them, or say `--allow-dirty`"
                ));
            }
            Status::None if allow_no_vcs => {}
            Status::None => {
                return Err(format!(
                    "{} is under no version control, so nobody could take back what `--fix` changes\n\
                     help: say `--allow-no-vcs`",
                    shown(path)
                ));
            }
        }
    }
    Ok(())
}

enum Status {
    Clean,
    Dirty(String),
    None,
}

fn status(path: &Path) -> Result<Status, String> {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(Path::new("")) };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    // A repository's own settings may name programs; none of them is wanted here.
    let output = Command::new("git")
        .args(["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-C"])
        .arg(folder)
        .args(["status", "--porcelain=v1", "-z", "--untracked-files=normal", "--ignore-submodules=all"])
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("LC_ALL", "C")
        .output();
    let output = output.map_err(|error| {
        format!("git cannot be asked for changes ({error})\nhelp: say `--allow-dirty --allow-no-vcs`")
    })?;
    let error = String::from_utf8_lossy(&output.stderr);
    if error.contains("not a git repository") {
        return Ok(Status::None);
    }
    if !output.status.success() {
        let error = error.lines().next().unwrap_or_default();
        return Err(format!("git cannot be asked for changes: {}", shown(OsStr::new(error).as_ref())));
    }
    let entries = String::from_utf8_lossy(&output.stdout);
    let changed: Vec<&str> = entries.split('\0').filter(|entry| !entry.is_empty()).collect();
    if changed.is_empty() {
        return Ok(Status::Clean);
    }
    let line = |entry: &&str| format!("  {}\n", shown(OsStr::new(entry).as_ref()));
    let mut files: String = changed.iter().take(MOST_NAMED).map(line).collect();
    if changed.len() > MOST_NAMED {
        files += "  …\n";
    }
    Ok(Status::Dirty(files))
}
