//! Looks for secrets in text, in one pass and without an automaton, whose tables would spell them out.
//!
//! A hash of every eighth (for short forms every fourth) window of four bytes finds candidates, which are compared
//! with the secret itself. Its tables are wiped like the secrets when they go.

mod forms;
mod index;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

pub(super) use forms::Forms;
use index::Index;

/// The fewest bytes of a secret that can be looked for.
const LEAST_BYTES: usize = 8;

/// The fewest different bytes in it.
const LEAST_DISTINCT: usize = 4;

/// What stands in place of a secret.
pub(super) const MASK: &str = "[redacted]";

/// Whether harmless text would seldom hold these bytes; if not, how many they are and how many different ones.
pub(super) fn check_scannable(secret: &[u8]) -> Result<(), (usize, usize)> {
    let mut seen = Vec::with_capacity(LEAST_DISTINCT);
    for byte in secret {
        if seen.len() < LEAST_DISTINCT && !seen.contains(byte) {
            seen.push(*byte);
        }
    }
    let distinct = seen.len();
    zeroize::Zeroize::zeroize(&mut seen);
    if secret.len() >= LEAST_BYTES && distinct >= LEAST_DISTINCT {
        Ok(())
    } else {
        Err((secret.len(), distinct))
    }
}

/// A scan for a fixed set of secrets, in each of their forms.
pub struct Scan {
    index: Index,
}

/// Where a secret was found, and in which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found<'a> {
    /// The secret's name.
    pub(crate) name: &'a str,
    /// How it was encoded.
    pub(crate) form: &'static str,
}

impl Scan {
    /// A scan for these secrets under their names: for measuring. A gate makes its own of what it is granted.
    ///
    /// # Errors
    ///
    /// [`SecretError::TooPlain`](super::SecretError::TooPlain).
    #[doc(hidden)]
    pub fn of(secrets: Vec<(String, super::Secret)>) -> Result<Self, super::SecretError> {
        let forms = secrets.into_iter().map(|(name, secret)| Ok(Arc::new(Forms::new(name, secret)?)));
        Ok(Scan::new(&forms.collect::<Result<Vec<_>, _>>()?))
    }

    pub(super) fn new(secrets: &[Arc<Forms>]) -> Self {
        Scan { index: Index::new(secrets) }
    }

    /// The first secret in `text`, if there is one.
    pub(crate) fn find(&self, text: &[u8]) -> Option<Found<'_>> {
        let mut first = None;
        self.index.search(text, |found, _| {
            first = Some(found);
            false
        });
        first
    }

    /// Whether none of the secrets is in `text`: for measuring.
    #[doc(hidden)]
    pub fn is_clean(&self, text: &[u8]) -> bool {
        self.find(text).is_none()
    }

    /// The text, with `[redacted]` in place of each secret.
    pub fn mask<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut places: Vec<Range<usize>> = Vec::new();
        self.index.search(text.as_bytes(), |_, place| {
            places.push(place);
            true
        });
        if places.is_empty() {
            return Cow::Borrowed(text);
        }
        places.sort_by_key(|place| place.start);
        let mut masked = Vec::new();
        let mut done = 0;
        for place in places {
            // Two that overlap are one.
            if place.start >= done {
                masked.extend_from_slice(text.as_bytes().get(done..place.start).unwrap_or_default());
                masked.extend_from_slice(MASK.as_bytes());
            }
            done = done.max(place.end);
        }
        masked.extend_from_slice(text.as_bytes().get(done..).unwrap_or_default());
        // A secret that is no text may begin within a character.
        Cow::Owned(String::from_utf8_lossy(&masked).into_owned())
    }
}
