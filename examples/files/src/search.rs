//! `search`: a text in the files below a path. Slow on large folders, so it tells its progress, stops when nobody
//! waits any longer, and bounds all that it looks at.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::time::Duration;

use portcullis::authority::{Dir, EntryKind, WalkLimits};
use portcullis::bound::RelativePath;
use portcullis::prelude::*;

use crate::{FilesFailure, Served};

/// Hits in one answer unless the caller says how many.
const USUAL: u32 = 20;

/// Characters of a line that are shown.
const LINE: usize = 200;

/// Files longer than this are passed over, in bytes.
const LONGEST: usize = 1 << 20;

/// A search stops so long before its deadline: some of the hits in time are worth more than all of them too late.
const RESERVE: Duration = Duration::from_secs(2);

/// How far a search goes.
const LIMITS: WalkLimits = WalkLimits { depth: 32, entries: 20_000 };

/// Finds the lines that hold a text, in one file or in all text files of a folder and below it. Symlinks are not
/// followed, and files above 1 MiB are passed over.
#[capability(read, timeout = "10s", rate = "30/min", concurrency = 4, max_output = "1MiB")]
pub fn search(
    call: &Call,
    #[grant] folder: Dir<Served>,
    /// The text, as it stands in the line: no regular expression.
    #[validate(length(min = 1, max = 200))]
    text: String,
    /// A file, or a folder to search with all that is below it; without it, the served folder.
    #[serde(default)]
    path: RelativePath,
    /// Only files with such a name, where `*` is any characters and `?` is one: `*.rs`.
    #[validate(length(min = 1, max = 100))]
    names: Option<String>,
    /// Whether `A` and `a` are the same.
    #[serde(default)]
    ignore_case: bool,
    /// How many lines at most; 20 unless told otherwise.
    #[validate(range(min = 1, max = 100))]
    limit: Option<u32>,
) -> Result<Hits, FilesFailure> {
    let wanted = Wanted {
        text: fold(&text, ignore_case).into_owned(),
        ignore_case,
        most: limit.unwrap_or(USUAL) as usize,
    };
    let mut hits = Hits::default();
    let metadata = folder.metadata(&path)?;
    if metadata.kind == EntryKind::File {
        wanted.look_into(&folder, &path, metadata.bytes, &mut hits);
        return Ok(hits);
    }
    let walked = folder.walk(&path, LIMITS, |path, metadata| {
        if hits.hits.len() == wanted.most || call.remaining() < RESERVE || call.checkpoint().is_err() {
            return ControlFlow::Break(());
        }
        let name = path.components().next_back().unwrap_or_default();
        if metadata.kind == EntryKind::File && names.as_deref().is_none_or(|names| matches(names, name)) {
            wanted.look_into(&folder, path, metadata.bytes, &mut hits);
            let looked_into = hits.files + hits.passed_over;
            // The first and then every hundredth: whoever reads this should not be flooded.
            if looked_into % 100 == 1 {
                call.progress(looked_into, None);
            }
        }
        ControlFlow::Continue(())
    })?;
    call.checkpoint()?;
    hits.passed_over += walked.unnamed as u64;
    hits.complete = hits.complete && !walked.truncated && walked.unreadable == 0;
    call.note("files", hits.files);
    Ok(hits)
}

/// What a search has found.
#[data(output)]
#[derive(Debug, PartialEq, Eq)]
pub struct Hits {
    /// File by file in the order of their names, line by line.
    #[validate(length(max = 100))]
    pub hits: Vec<Hit>,
    /// How many files were searched.
    pub files: u64,
    /// How many were passed over: not text, too large, not readable, or with a name that no path can have.
    pub passed_over: u64,
    /// Whether every file was looked into, but for those passed over. If not, there may be more hits: ask for a smaller
    /// part of the folder, or for more hits.
    pub complete: bool,
}

impl Default for Hits {
    fn default() -> Self {
        Hits { hits: Vec::new(), files: 0, passed_over: 0, complete: true }
    }
}

/// A line that holds the text.
#[data(output)]
#[derive(Debug, PartialEq, Eq)]
pub struct Hit {
    /// The file.
    pub path: RelativePath,
    /// The line, counted from 1.
    pub line: u64,
    /// The line without the space around it, at most 200 characters of it.
    #[validate(length(max = 200), allow_control)]
    pub text: String,
}

/// What is looked for, and how much of it.
struct Wanted {
    text: String,
    ignore_case: bool,
    most: usize,
}

impl Wanted {
    /// Adds what one file has. A file that cannot be searched is no failure of the search.
    fn look_into(&self, folder: &Dir<Served>, path: &RelativePath, bytes: u64, hits: &mut Hits) {
        let content = if bytes > LONGEST as u64 { None } else { folder.read_to_string(path, LONGEST).ok() };
        let Some(content) = content.filter(|content| !content.contains('\0')) else {
            hits.passed_over += 1;
            return;
        };
        hits.files += 1;
        let found =
            (1..).zip(content.lines()).filter(|(_, line)| fold(line, self.ignore_case).contains(&self.text));
        for (line, text) in found {
            if hits.hits.len() == self.most {
                hits.complete = false;
                return;
            }
            hits.hits.push(Hit { path: path.clone(), line, text: text.trim().chars().take(LINE).collect() });
        }
    }
}

fn fold(text: &str, ignore_case: bool) -> Cow<'_, str> {
    if ignore_case { text.to_lowercase().into() } else { text.into() }
}

/// Whether a name is as the pattern says. Remembers only the last `*`, so its time is at most the product of the
/// two lengths, whatever the pattern.
fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    let (mut at, mut read) = (0, 0);
    // Where the last `*` stands, and how far it reaches in the name.
    let mut star = None;
    while let Some(character) = name.get(read) {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, read));
                at += 1;
            }
            Some(wanted) if *wanted == '?' || wanted == character => {
                at += 1;
                read += 1;
            }
            _ => {
                let Some((stands, reaches)) = star else { return false };
                star = Some((stands, reaches + 1));
                at = stands + 1;
                read = reaches + 1;
            }
        }
    }
    pattern.iter().skip(at).all(|rest| *rest == '*')
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_pattern_is_for_the_whole_name() {
        for (pattern, name) in [
            ("*", ""),
            ("*.rs", "lib.rs"),
            ("l?b.*", "lib.rs"),
            ("*a*b", "xaybab"),
            ("ä?", "äö"),
            ("lib.rs", "lib.rs"),
        ] {
            assert!(matches(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in
            [("*.rs", "lib.rs.bak"), ("lib", "lib.rs"), ("?", ""), ("*a?b", "ab"), ("", "a")]
        {
            assert!(!matches(pattern, name), "{pattern} {name}");
        }
    }
}
