//! Texts, lists and maps that carry their own limit in their type.
//!
//! A value of these types never holds more than its limit: not after decoding, not after a change. What is
//! too long is refused while it is decoded, before it has been built, and no error repeats any of it.

use std::fmt;

use serde::de::{Error, Expected};

mod list;
mod map;
mod text;

pub use list::BoundedVec;
pub use map::BoundedMap;
pub use text::BoundedString;
pub(super) use text::fits;

/// A text, a list or a map is longer than its type allows. Says the limit, never the value.
///
/// ```
/// use portcullis::BoundedString;
///
/// let error = BoundedString::<3>::new("hello").unwrap_err();
/// assert_eq!(error.to_string(), "longer than 3 characters");
/// assert_eq!(error.max(), 3);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("longer than {max} {unit}")]
pub struct TooLong {
    max: usize,
    unit: &'static str,
}

impl TooLong {
    const fn characters(max: usize) -> Self {
        TooLong { max, unit: "characters" }
    }

    const fn elements(max: usize) -> Self {
        TooLong { max, unit: "elements" }
    }

    const fn entries(max: usize) -> Self {
        TooLong { max, unit: "entries" }
    }

    /// The limit that was passed.
    pub const fn max(&self) -> usize {
        self.max
    }

    /// The same in serde's words. Nobody has counted the rest of the value, so its length is told as one too many.
    fn while_decoding<E: Error>(self) -> E {
        E::invalid_length(self.max.saturating_add(1), &self)
    }
}

impl Expected for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at most {} {}", self.max, self.unit)
    }
}

/// `Ord::min` in const context.
pub(super) const fn least(a: usize, b: usize) -> usize {
    if a < b { a } else { b }
}
