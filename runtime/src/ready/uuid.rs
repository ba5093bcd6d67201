//! A UUID in its one usual spelling.

use std::fmt;
use std::str::FromStr;

use super::written::written;

/// A UUID, written as five groups of hexadecimal digits with hyphens: `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`.
///
/// Upper case is read and lower case written, as RFC 9562 says. The `uuid` crate's own type reads four more spellings and a list
/// of sixteen numbers, and its errors quote what was sent; this one does not.
///
/// With the feature `uuid`.
///
/// ```
/// use portcullis::ready::{Uuid, UuidError};
///
/// let id: Uuid = "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6".parse()?;
/// assert_eq!(id.to_string(), "f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
/// assert_eq!("f81d4fae7dec11d0a76500a0c91e6bf6".parse::<Uuid>(), Err(UuidError));
/// # Ok::<(), UuidError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uuid(uuid::Uuid);

/// Thirty-two digits and four hyphens.
const LENGTH: usize = 36;

impl Uuid {
    /// The UUID as the `uuid` crate has it.
    pub const fn get(self) -> uuid::Uuid {
        self.0
    }
}

impl From<uuid::Uuid> for Uuid {
    fn from(id: uuid::Uuid) -> Self {
        Uuid(id)
    }
}

impl From<Uuid> for uuid::Uuid {
    fn from(id: Uuid) -> Self {
        id.0
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl FromStr for Uuid {
    type Err = UuidError;

    fn from_str(text: &str) -> Result<Self, UuidError> {
        // Of the spellings that the crate reads, this alone has so many characters.
        if text.len() != LENGTH {
            return Err(UuidError);
        }
        uuid::Uuid::try_parse(text).map(Uuid).map_err(|_| UuidError)
    }
}

/// Why a text is no [`Uuid`]. Never says what the text was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a text that is not written as f81d4fae-7dec-11d0-a765-00a0c91e6bf6")]
pub struct UuidError;

written! {
    [] Uuid, "a UUID", LENGTH, "Uuid",
    { "type": "string", "format": "uuid", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_is_read() {
        let id = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
        assert_eq!(id.parse::<Uuid>().unwrap().to_string(), id);
        let others = [
            "f81d4fae7dec11d0a76500a0c91e6bf6".to_owned(),
            format!("urn:uuid:{id}"),
            format!("{{{id}}}"),
            format!("{id}\n"),
            format!(" {id}"),
            id.replace('f', "g"),
            id.replace("1d0", "-d0"),
            id.replace("f81d4fae-7", "f81d4fae7-"),
            id.replace("81", "\u{ff18}"),
            String::new(),
        ];
        for other in others {
            assert_eq!(other.parse::<Uuid>(), Err(UuidError), "{other:?}");
        }
    }

    #[test]
    fn whatever_is_read_has_the_form_that_the_schema_says() {
        let pattern = regex::Regex::new("^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$").unwrap();
        proptest::proptest!(|(text in "[0-9a-fA-F]{8}(-[0-9a-f{}-]{4}){3}-[0-9a-fg]{12}")| {
            proptest::prop_assert_eq!(text.parse::<Uuid>().is_ok(), pattern.is_match(&text), "{}", text);
        });
    }
}
