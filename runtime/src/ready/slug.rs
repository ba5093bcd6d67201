//! A name in a URL or a file name.

use std::fmt;
use std::str::FromStr;

use super::written::written;

/// A name of at most `MAX` lower-case letters, digits and single hyphens between them: `spring-sale-2026`.
///
/// It needs no escaping in a URL, a file name, a header or HTML, and no two of them look alike by case or by script.
///
/// ```
/// use portcullis::ready::{Slug, SlugError};
///
/// let slug: Slug = "spring-sale-2026".parse()?;
/// assert_eq!(slug.as_str(), "spring-sale-2026");
/// assert_eq!("spring--sale".parse::<Slug>(), Err(SlugError::Hyphen));
/// # Ok::<(), SlugError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug<const MAX: usize = 64>(String);

impl<const MAX: usize> Slug<MAX> {
    /// Takes a name that is one already. Nothing is made uniform.
    pub fn new(text: &str) -> Result<Self, SlugError> {
        if text.is_empty() {
            return Err(SlugError::Empty);
        }
        if text.len() > MAX {
            return Err(SlugError::TooLong { max: MAX });
        }
        if !text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')) {
            return Err(SlugError::Character);
        }
        if text.starts_with('-') || text.ends_with('-') || text.contains("--") {
            return Err(SlugError::Hyphen);
        }
        Ok(Slug(text.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> fmt::Display for Slug<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<const MAX: usize> AsRef<str> for Slug<MAX> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> FromStr for Slug<MAX> {
    type Err = SlugError;

    fn from_str(text: &str) -> Result<Self, SlugError> {
        Self::new(text)
    }
}

/// Why a text is no [`Slug`]. Never says what the text was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SlugError {
    /// Has no character.
    #[error("an empty text")]
    Empty,
    /// Longer than the type allows.
    #[error("a text longer than {max} bytes")]
    TooLong {
        /// The limit.
        max: usize,
    },
    /// Holds something else than `a` to `z`, digits and hyphens.
    #[error("a text with something else than lower-case letters, digits and hyphens")]
    Character,
    /// Begins or ends with a hyphen, or has two of them together.
    #[error("one that begins or ends with a hyphen or has two together")]
    Hyphen,
}

written! {
    [const MAX: usize] Slug<MAX>, "a name of lower-case letters, digits and single hyphens", MAX, format!("Slug_{MAX}"),
    { "type": "string", "minLength": 1, "maxLength": MAX, "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_what_its_pattern_says() {
        let pattern = regex::Regex::new("^[a-z0-9]+(-[a-z0-9]+)*$").unwrap();
        proptest::proptest!(|(text in "[a-c0-1A\u{0}\n_\u{ff11}-]{0,8}")| {
            proptest::prop_assert_eq!(Slug::<64>::new(&text).is_ok(), pattern.is_match(&text), "{:?}", text);
        });
    }

    #[test]
    fn look_alikes_and_line_breaks_are_refused() {
        for bad in ["\u{ff11}", "\u{430}", "a\n", "a\u{200b}b", "A", "a_b", "a.b", "a/b", "%61", "a b"] {
            assert_eq!(Slug::<64>::new(bad), Err(SlugError::Character), "{bad:?}");
        }
        for bad in ["-", "-a", "a-", "a--b"] {
            assert_eq!(Slug::<64>::new(bad), Err(SlugError::Hyphen), "{bad}");
        }
    }

    #[test]
    fn the_limit_is_the_types() {
        assert!(Slug::<3>::new("abc").is_ok());
        assert_eq!(Slug::<3>::new("abcd"), Err(SlugError::TooLong { max: 3 }));
        assert_eq!(Slug::<3>::new(""), Err(SlugError::Empty));
    }
}
