//! A regular expression in a `static`, compiled once and never where a value could make it fail.

use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};

/// The most memory that one compiled pattern may take: 10 MiB, as the regex crate has it by default.
const PATTERN_BYTES: usize = 10 << 20;

/// A regular expression that is compiled when it is first used, for a `static`.
///
/// It is anchored as it is written: without `^` and `$`, a part that matches is enough.
///
/// ```
/// use portcullis::bound::{Faults, Path, check};
///
/// static NUMBER: check::LazyPattern = check::LazyPattern::new("^[A-Z0-9-]+$");
///
/// let mut faults = Faults::default();
/// check::pattern("A-17", &NUMBER, &Path::ROOT, &mut faults);
/// assert!(faults.is_empty());
/// check::pattern("a 17", &NUMBER, &Path::ROOT, &mut faults);
/// assert_eq!(faults.listed()[0].rule, "pattern");
/// ```
#[derive(Debug)]
pub struct LazyPattern {
    text: &'static str,
    compiled: OnceLock<Result<Regex, regex::Error>>,
}

impl LazyPattern {
    /// A pattern in the syntax of the regex crate.
    pub const fn new(text: &'static str) -> Self {
        LazyPattern { text, compiled: OnceLock::new() }
    }

    /// The pattern, as written.
    pub const fn text(&self) -> &'static str {
        self.text
    }

    /// Why the pattern cannot be used: it does not parse, or takes more than 10 MiB. Then no value passes it.
    pub fn error(&self) -> Option<&regex::Error> {
        self.result().as_ref().err()
    }

    pub(super) fn compiled(&self) -> Option<&Regex> {
        self.result().as_ref().ok()
    }

    fn result(&self) -> &Result<Regex, regex::Error> {
        self.compiled.get_or_init(|| RegexBuilder::new(self.text).size_limit(PATTERN_BYTES).build())
    }
}
