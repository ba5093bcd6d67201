//! What may be written in place of a finding: a change of a few bytes, where that is mechanical.
//!
//! A mend is *certain* if code that is in order does the same afterwards, and compiles: a flag goes back to its default, a
//! capacity gets an upper bound, an `unwrap` becomes a `?` whose error the function surely takes. `cargo portcullis check
//! --fix` applies these and no others. What rules and files of which are looked at is the table of [`catalogue`]. The macros
//! do not have this: it reads the syntax around a finding once more.

mod capacity;
pub mod catalogue;
mod compare;
mod description;
mod error;
mod finder;
mod flag;
mod interpolation;
mod literal;
mod output;

use std::ops::Range;

use crate::diagnostics::{Finding, Place};

/// How many bytes of the source are kept to show a change.
const MOST_SHOWN: usize = 600;

/// How a finding is mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What it does, as half a sentence.
    pub says: String,
    /// Whether it may be applied without anybody looking.
    pub certainty: Certainty,
    /// What the crate must have for the new text to compile.
    pub needs: Vec<Need>,
    /// What is replaced, in the order of the source; no two overlap.
    pub edits: Vec<Edit>,
    /// The lines around, to show the change in. Empty if they are too long.
    pub lines: String,
    /// Where these lines begin: the number of the first, and its byte in the file.
    pub begins: (usize, usize),
}

/// Whether a suggestion may be applied without anybody looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// Code that is in order compiles and does what it did.
    Certain,
    /// Somebody has to look at it.
    Maybe,
}

/// What a crate must have for a suggestion to compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// A dependency of this name.
    Dependency(&'static str),
    /// This edition or a later one.
    Edition(u16),
}

/// A piece of a file, and what is to stand there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes of the file.
    pub range: Range<usize>,
    /// What stands there.
    pub was: String,
    /// What is to stand there.
    pub text: String,
}

/// A suggestion in the making: the ranges are those of the spans.
#[derive(Debug)]
struct Draft {
    says: String,
    certainty: Certainty,
    needs: Vec<Need>,
    edits: Vec<(Range<usize>, String)>,
}

impl Draft {
    fn certain(says: impl Into<String>) -> Self {
        Self { says: says.into(), certainty: Certainty::Certain, needs: Vec::new(), edits: Vec::new() }
    }

    fn maybe(says: impl Into<String>) -> Self {
        Self { certainty: Certainty::Maybe, ..Self::certain(says) }
    }

    fn needs(mut self, need: Need) -> Self {
        self.needs.push(need);
        self
    }

    fn replace(mut self, range: Range<usize>, text: impl Into<String>) -> Self {
        self.edits.push((range, text.into()));
        self
    }

    fn before(self, range: &Range<usize>, text: impl Into<String>) -> Self {
        self.replace(range.start..range.start, text)
    }

    fn after(self, range: &Range<usize>, text: impl Into<String>) -> Self {
        self.replace(range.end..range.end, text)
    }
}

/// What each finding of a file is mended by, if by anything. The text is that of the file, byte by byte.
pub(super) fn suggest(text: &str, file: &syn::File, findings: &[Finding]) -> Vec<Option<Suggestion>> {
    let drafts = finder::find(text, file, findings);
    drafts.into_iter().map(|draft| finish(draft?, text)).collect()
}

fn finish(draft: Draft, source: &str) -> Option<Suggestion> {
    let Draft { says, certainty, needs, mut edits } = draft;
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let is_apart = edits.windows(2).all(|pair| match pair {
        [(one, _), (other, _)] => one.end <= other.start,
        _ => true,
    });
    let (first, last) = (edits.first()?.0.start, edits.last()?.0.end);
    let begin = source.get(..first)?.rfind('\n').map_or(0, |at| at + 1);
    let end = source.get(last..)?.find('\n').map_or(source.len(), |at| last + at);
    let edits: Option<Vec<Edit>> = edits
        .into_iter()
        .map(|(range, text)| {
            let was = source.get(range.clone())?.to_owned();
            Some(Edit { range, was, text })
        })
        .collect();
    let lines = source.get(begin..end).filter(|lines| lines.len() <= MOST_SHOWN).unwrap_or_default();
    let number = source.get(..begin)?.matches('\n').count() + 1;
    let edits = edits.filter(|edits| is_apart && edits.iter().any(|edit| edit.was != edit.text))?;
    Some(Suggestion { says, certainty, needs, edits, lines: lines.to_owned(), begins: (number, begin) })
}

/// The bytes of a place.
pub(super) fn range_of(place: Place) -> Range<usize> {
    place.start.byte_range().start..place.end.byte_range().end
}
