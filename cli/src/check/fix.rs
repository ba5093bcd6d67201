//! `--fix`: writes the certain mends into the files.
//!
//! Nothing but the bytes of a mend changes. A file is written at once or not at all, never through a link that leads out of
//! what was named, and never so that it cannot be read any more.

mod manifest;
mod repository;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use portcullis_rules::Breadth;
use portcullis_rules::files::mend::{Certainty, Edit, Suggestion};
use portcullis_rules::files::{self, Report, shown};

use manifest::Manifests;

/// How often all is looked at anew: what one mend leaves may be mended by the next.
const MOST_PASSES: usize = 8;

#[derive(Debug, Args)]
pub(super) struct Options {
    /// Writes what is certain to be right into the files, and reports the rest.
    #[arg(long)]
    pub(super) fix: bool,
    /// Lets `--fix` change files though there are changes that are not committed.
    #[arg(long, requires = "fix")]
    allow_dirty: bool,
    /// Lets `--fix` change files that are under no version control.
    #[arg(long, requires = "fix")]
    allow_no_vcs: bool,
}

/// What may be changed although it could not be had back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Safety {
    pub(crate) allow_dirty: bool,
    pub(crate) allow_no_vcs: bool,
}

impl Safety {
    /// Says why files must not be changed, if so.
    pub(crate) fn may_change(self, paths: &[PathBuf]) -> Result<(), String> {
        if self.allow_dirty && self.allow_no_vcs {
            return Ok(());
        }
        repository::may_change(paths, self.allow_dirty, self.allow_no_vcs)
    }
}

/// What was changed.
#[derive(Debug, Default)]
pub(super) struct Fixed {
    mends: usize,
    files: BTreeSet<PathBuf>,
    /// What could not be changed, and why.
    pub(super) failures: Vec<(PathBuf, String)>,
}

impl Fixed {
    /// `mended 3 findings in 2 files`
    pub(super) fn summary(&self) -> String {
        let findings = super::number(self.mends, "finding");
        format!("mended {findings} in {}", super::number(self.files.len(), "file"))
    }
}

/// Mends what is certain in the files and folders that are named, until nothing is left to be mended.
pub(super) fn run(options: &Options, paths: &[PathBuf], breadth: Breadth) -> Result<Fixed, String> {
    let Options { allow_dirty, allow_no_vcs, .. } = *options;
    Safety { allow_dirty, allow_no_vcs }.may_change(paths)?;
    let allowed = Allowed::of(paths);
    let mut manifests = Manifests::default();
    let mut fixed = Fixed::default();
    let mut given_up: BTreeSet<PathBuf> = BTreeSet::new();
    // Only what has changed is looked at again.
    let mut left = paths.to_vec();
    for _ in 0..MOST_PASSES {
        let outcome = files::check(&left, breadth);
        left.clear();
        let mut by_file: BTreeMap<&Path, Vec<&Suggestion>> = BTreeMap::new();
        for report in &outcome.reports {
            if let Some(suggestion) = certain(report, &mut manifests)
                && !given_up.contains(&report.path)
            {
                by_file.entry(&report.path).or_default().push(suggestion);
            }
        }
        for (path, suggestions) in by_file {
            let Mended { count, faulty, .. } = match mend(path, &suggestions, &allowed) {
                Ok(mended) => mended,
                Err(why) => {
                    fixed.failures.push((path.to_owned(), why));
                    given_up.insert(path.to_owned());
                    continue;
                }
            };
            if count == 0 || !faulty.is_empty() {
                // What is wrong once would be tried again and again.
                given_up.insert(path.to_owned());
            }
            if count > 0 {
                fixed.mends += count;
                fixed.files.insert(path.to_owned());
                left.push(path.to_owned());
            }
            fixed.failures.extend(faulty.into_iter().map(|line| (path.to_owned(), taken_back(line))));
        }
        if left.is_empty() {
            break;
        }
    }
    Ok(fixed)
}

/// The suggestion that may be applied without anybody looking.
fn certain<'a>(report: &'a Report, manifests: &mut Manifests) -> Option<&'a Suggestion> {
    report.suggestion.as_ref().filter(|suggestion| {
        suggestion.certainty == Certainty::Certain
            && suggestion.needs.iter().all(|need| manifests.fulfils(&report.path, *need))
    })
}

fn taken_back(line: usize) -> String {
    format!(
        "the mend of line {line} would leave code that cannot be read, so it was not made; this is a fault of `--fix`, \
         please report it"
    )
}

/// A file as it is to be.
#[derive(Debug, PartialEq, Eq)]
struct Mended {
    text: String,
    /// How many mends are in it.
    count: usize,
    /// The lines of those that would leave what cannot be read, and were taken back.
    faulty: Vec<usize>,
}

/// Applies what does not overlap to one file.
fn mend(path: &Path, suggestions: &[&Suggestion], allowed: &Allowed) -> Result<Mended, String> {
    let real = allowed.real(path)?;
    let before = fs::read_to_string(&real).map_err(|error| error.to_string())?;
    let mended = mended(&before, suggestions)?;
    if mended.count > 0 {
        write(&real, &before, &mended.text).map_err(|error| error.to_string())?;
    }
    Ok(mended)
}

/// The text with all of these in it that leave it readable, of those that do not overlap.
fn mended(before: &str, suggestions: &[&Suggestion]) -> Result<Mended, String> {
    let mut kept = apart(suggestions);
    let mut faulty = Vec::new();
    let mut text = spliced(before, &kept)?;
    if files::parses(&text).is_err() {
        // One of them is wrong: it is left out, and the others are not.
        for suggestion in std::mem::take(&mut kept) {
            kept.push(suggestion);
            if files::parses(&spliced(before, &kept)?).is_err() {
                kept.pop();
                faulty.push(suggestion.begins.0);
            }
        }
        text = spliced(before, &kept)?;
    }
    Ok(Mended { text, count: kept.len(), faulty })
}

/// Those of which none reaches into another one, the first of the file first. The rest is for the next pass.
fn apart<'a>(suggestions: &[&'a Suggestion]) -> Vec<&'a Suggestion> {
    let mut sorted: Vec<(usize, usize, &Suggestion)> = suggestions
        .iter()
        .filter_map(|it| Some((it.edits.first()?.range.start, it.edits.last()?.range.end, *it)))
        .collect();
    sorted.sort_by_key(|(start, end, _)| (*start, *end));
    let mut free = 0;
    let mut chosen = Vec::new();
    for (start, end, suggestion) in sorted {
        if chosen.is_empty() || start > free {
            free = end;
            chosen.push(suggestion);
        }
    }
    chosen
}

const CHANGED: &str = "the file has changed meanwhile";

/// The text with these in place. They are in order, and apart.
fn spliced(before: &str, suggestions: &[&Suggestion]) -> Result<String, String> {
    let mut after = String::with_capacity(before.len() + 64);
    let mut at = 0;
    let edits = suggestions.iter().flat_map(|suggestion| &suggestion.edits);
    for Edit { range, was, text } in edits {
        let (Some(kept), Some(found)) = (before.get(at..range.start), before.get(range.clone())) else {
            return Err(CHANGED.to_owned());
        };
        if found != was {
            return Err(CHANGED.to_owned());
        }
        after.push_str(kept);
        after.push_str(text);
        at = range.end;
    }
    after.push_str(before.get(at..).unwrap_or_default());
    Ok(after)
}

/// Puts a new file in the place of the old one, with its rights, unless something else stands there by now.
pub(crate) fn write(path: &Path, before: &str, text: &str) -> io::Result<()> {
    let metadata = fs::metadata(path)?;
    if metadata.permissions().readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "this file is read-only"));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        // Who may not do that is the owner already, or is told by the next line.
        let _ = fchown(file.as_file(), Some(metadata.uid()), Some(metadata.gid()));
    }
    file.as_file().set_permissions(metadata.permissions())?;
    file.as_file().sync_all()?;
    if fs::read(path)? != before.as_bytes() {
        return Err(io::Error::other(CHANGED));
    }
    file.persist(path)?;
    Ok(())
}

/// What was named, without links.
pub(crate) struct Allowed {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Allowed {
    pub(crate) fn of(paths: &[PathBuf]) -> Self {
        let mut allowed = Self { folders: Vec::new(), files: Vec::new() };
        for path in paths {
            let Ok(real) = fs::canonicalize(path) else { continue };
            if real.is_dir() {
                allowed.folders.push(real);
            } else if !fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink()) {
                allowed.files.push(real);
            }
        }
        allowed
    }

    /// The file itself, if it lies within what was named.
    pub(crate) fn real(&self, path: &Path) -> Result<PathBuf, String> {
        let real = fs::canonicalize(path).map_err(|error| error.to_string())?;
        let is_within = self.files.contains(&real) || self.folders.iter().any(|it| real.starts_with(it));
        if is_within {
            Ok(real)
        } else {
            Err(format!("a link leads from here to {}; name that to have it mended", shown(&real)))
        }
    }
}

#[cfg(test)]
mod tests {
    use portcullis_rules::files::mend::{Certainty, Edit, Suggestion};

    use super::{Allowed, CHANGED, Mended, apart, mend, mended, spliced, write};

    fn suggestion(edits: &[(usize, &str, &str)]) -> Suggestion {
        let edit = |(start, was, text): &(usize, &str, &str)| Edit {
            range: *start..start + was.len(),
            was: (*was).to_owned(),
            text: (*text).to_owned(),
        };
        Suggestion {
            says: String::new(),
            certainty: Certainty::Certain,
            needs: Vec::new(),
            edits: edits.iter().map(edit).collect(),
            lines: String::new(),
            begins: (1, 0),
        }
    }

    #[test]
    fn what_reaches_into_another_one_is_left_for_later() {
        let (around, inside, behind) = (
            suggestion(&[(0, "a", "x"), (4, "e", "y")]),
            suggestion(&[(2, "c", "z")]),
            suggestion(&[(6, "g", "w")]),
        );
        assert_eq!(apart(&[&inside, &behind, &around]), [&around, &behind]);
        assert_eq!(spliced("abcdefg", &[&around, &behind]), Ok("xbcdyfw".to_owned()));
    }

    #[test]
    fn two_that_touch_are_not_applied_at_once() {
        let (one, other) = (suggestion(&[(1, "b", "")]), suggestion(&[(2, "", "x")]));
        assert_eq!(apart(&[&other, &one]), [&one]);
    }

    #[test]
    fn a_mend_that_leaves_what_cannot_be_read_is_taken_back_and_the_others_are_not() {
        let before = "fn f() {\r\n    a();\r\n    b();\r\n    c();\r\n}\r\n";
        let of = |what: &str, text: &str, line| {
            let at = before.find(what).unwrap_or_default();
            Suggestion { begins: (line, 0), ..suggestion(&[(at, what, text)]) }
        };
        let (one, wrong, other) = (of("a()", "a2()", 2), of("b()", "b(", 3), of("c()", "c2()", 4));
        let text = before.replace("a()", "a2()").replace("c()", "c2()");
        assert_eq!(mended(before, &[&one, &wrong, &other]), Ok(Mended { text, count: 2, faulty: vec![3] }));
        let nothing = Mended { text: before.to_owned(), count: 0, faulty: vec![3] };
        assert_eq!(mended(before, &[&wrong]), Ok(nothing));
    }

    #[test]
    fn a_file_keeps_every_byte_when_its_only_mend_is_taken_back() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = folder.path().join("a.rs");
        let before = "\u{feff}fn f() { a() }\r\n// ü";
        std::fs::write(&path, before).expect("a file can be written");
        let modified = || std::fs::metadata(&path).and_then(|it| it.modified()).expect("it has a time");
        let (at, was) = (before.find("a()").expect("it is there"), modified());
        let wrong = suggestion(&[(at, "a()", "{")]);
        let done = mend(&path, &[&wrong], &Allowed::of(std::slice::from_ref(&path))).expect("it can be read");
        assert_eq!((done.count, done.faulty), (0, vec![1]));
        assert_eq!(std::fs::read_to_string(&path).expect("it can be read"), before);
        assert_eq!(modified(), was, "it was not even written");
    }

    #[test]
    fn what_somebody_else_has_written_meanwhile_is_not_overwritten() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = folder.path().join("a.rs");
        std::fs::write(&path, "fn theirs() {}").expect("a file can be written");
        let refused = write(&path, "fn before() {}", "fn after() {}").map_err(|error| error.to_string());
        assert_eq!(refused, Err(CHANGED.to_owned()));
        assert_eq!(std::fs::read_to_string(&path).expect("it can be read"), "fn theirs() {}");
        assert_eq!(
            std::fs::read_dir(folder.path()).expect("it can be read").count(),
            1,
            "nothing is left behind"
        );
    }

    #[test]
    fn a_file_that_has_changed_meanwhile_is_left_alone() {
        let stale = suggestion(&[(1, "b", "x")]);
        assert!(spliced("acc", &[&stale]).is_err());
        assert!(spliced("é", &[&stale]).is_err());
        assert!(spliced("", &[&stale]).is_err());
    }
}
