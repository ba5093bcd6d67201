//! What the demo finds in the folder to read and to search: a text file near the top that is not hidden.

use std::ops::ControlFlow;

use portcullis::authority::{Dir, EntryKind, Metadata, WalkLimits};
use portcullis::bound::RelativePath;

use crate::Served;

/// How many entries are looked at on each level.
const LOOKED_AT: usize = 2_000;

/// How deep it looks.
const DEEPEST: usize = 4;

/// Files longer than this are left alone, in bytes.
const LONGEST: usize = 64 * 1024;

/// A text file of the folder, and a word in it.
pub struct FoundText {
    pub path: RelativePath,
    pub word: String,
}

impl FoundText {
    /// The owner's own look, with the owner's own handle: no call through the gate.
    pub fn look(folder: &Dir<Served>) -> Option<Self> {
        (1..=DEEPEST).find_map(|depth| look_down_to(folder, depth))
    }
}

/// The first text that is found, or a README in the same depth.
fn look_down_to(folder: &Dir<Served>, depth: usize) -> Option<FoundText> {
    let mut found: Option<FoundText> = None;
    let limits = WalkLimits { depth, entries: LOOKED_AT };
    let visit = |path: &RelativePath, metadata: &Metadata| {
        let is_readme = name(path).starts_with("README");
        if found.is_none() || is_readme {
            found = text_at(folder, path, metadata).or(found.take());
        }
        if found.is_some() && is_readme { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    // A folder that cannot be walked has nothing to show.
    let _ = folder.walk(&RelativePath::root(), limits, visit);
    found
}

fn text_at(folder: &Dir<Served>, path: &RelativePath, metadata: &Metadata) -> Option<FoundText> {
    let is_hidden = path.components().any(|name| name.starts_with('.'));
    let is_nameable = name(path).chars().count() <= 100;
    if metadata.kind != EntryKind::File || is_hidden || !is_nameable {
        return None;
    }
    let text = folder.read_to_string(path, LONGEST).ok().filter(|text| !text.contains('\0'))?;
    let word = text
        .split(|character: char| !character.is_alphabetic())
        .find(|word| (4..=30).contains(&word.len()))?;
    Some(FoundText { path: path.clone(), word: word.to_owned() })
}

pub fn name(path: &RelativePath) -> &str {
    path.components().next_back().unwrap_or_default()
}
