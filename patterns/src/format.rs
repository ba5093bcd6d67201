//! What is known of one kind of credential.

use std::ops::Range;

/// A kind of credential that can be told from other text.
///
/// All of them stand in [`FORMATS`](crate::FORMATS).
///
/// ```
/// let formats = portcullis_patterns::FORMATS;
/// assert!(formats.iter().any(|format| format.id() == "github-token" && format.title() == "a GitHub token"));
/// ```
#[derive(Debug)]
pub struct Format {
    id: &'static str,
    title: &'static str,
    pub(crate) shape: Shape,
}

/// By what it is found.
#[derive(Debug)]
pub(crate) enum Shape {
    /// Text of one of these [patterns](crate::pattern), wherever it stands, if it passes the check.
    Token { patterns: &'static [&'static str], check: fn(&[u8]) -> bool },
    /// Text of one of these patterns whose name has one of these in it: most keys have no mark of their own.
    Named { names: &'static [&'static str], patterns: &'static [&'static str] },
    /// What a function finds around one of these texts of four characters or more.
    Structure { marks: &'static [&'static str], find: fn(&[u8], usize) -> Option<Range<usize>> },
    /// Whatever looks like a secret and has a credential's name.
    Generic,
}

impl Format {
    /// Its name in settings and reports, in kebab case: `github-token`.
    pub fn id(&self) -> &'static str {
        self.id
    }

    /// Its name in a sentence, with the article: `a GitHub token`.
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// What its patterns describe and nothing else looks like.
    pub(crate) const fn token(
        id: &'static str,
        title: &'static str,
        patterns: &'static [&'static str],
    ) -> Self {
        Self { id, title, shape: Shape::Token { patterns, check: |_| true } }
    }

    /// What its patterns describe and a checksum or a structure inside confirms.
    pub(crate) const fn checked(
        id: &'static str,
        title: &'static str,
        patterns: &'static [&'static str],
        check: fn(&[u8]) -> bool,
    ) -> Self {
        Self { id, title, shape: Shape::Token { patterns, check } }
    }

    /// What its patterns describe, and a credential's name that one of `names` is in (in lower case, without `_` and `-`).
    pub(crate) const fn named(
        id: &'static str,
        title: &'static str,
        names: &'static [&'static str],
        patterns: &'static [&'static str],
    ) -> Self {
        Self { id, title, shape: Shape::Named { names, patterns } }
    }

    /// What `find` finds where it is called with the place of one of `marks`.
    pub(crate) const fn structure(
        id: &'static str,
        title: &'static str,
        marks: &'static [&'static str],
        find: fn(&[u8], usize) -> Option<Range<usize>>,
    ) -> Self {
        Self { id, title, shape: Shape::Structure { marks, find } }
    }

    pub(crate) const fn generic(id: &'static str, title: &'static str) -> Self {
        Self { id, title, shape: Shape::Generic }
    }
}
