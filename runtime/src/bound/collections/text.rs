//! A text with a limit.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

use super::{TooLong, least};
use crate::bound::within::{check_text, text_bytes};
use crate::bound::{Bounded, Controls, Faults, Path, Within};

/// A text of at most `MAX` characters (Unicode scalar values, as JSON Schema counts them).
///
/// It is read as a `str` and changed by making another.
///
/// ```
/// use portcullis::BoundedString;
///
/// let name = BoundedString::<5>::new("naïve")?;
/// assert!(name.starts_with("na"));
/// assert!(BoundedString::<4>::new("naïve").is_err());
/// assert_eq!(BoundedString::<4>::truncated("naïve").as_str(), "naïv");
/// # Ok::<(), portcullis::bound::TooLong>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BoundedString<const MAX: usize>(String);

impl<const MAX: usize> BoundedString<MAX> {
    /// Takes a text that is short enough.
    pub fn new(text: impl Into<String>) -> Result<Self, TooLong> {
        let text = text.into();
        if fits(&text, MAX) { Ok(BoundedString(text)) } else { Err(TooLong::characters(MAX)) }
    }

    /// Keeps the first `MAX` characters and drops the rest.
    pub fn truncated(text: impl Into<String>) -> Self {
        let mut text = text.into();
        if let Some((end, _)) = text.char_indices().nth(MAX) {
            text.truncate(end);
        }
        BoundedString(text)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, without its limit.
    pub fn into_inner(self) -> String {
        self.0
    }
}

impl<const MAX: usize> Deref for BoundedString<MAX> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> AsRef<str> for BoundedString<MAX> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> Borrow<str> for BoundedString<MAX> {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> fmt::Display for BoundedString<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<const MAX: usize> PartialEq<str> for BoundedString<MAX> {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl<const MAX: usize> PartialEq<&str> for BoundedString<MAX> {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl<const MAX: usize> TryFrom<String> for BoundedString<MAX> {
    type Error = TooLong;

    fn try_from(text: String) -> Result<Self, TooLong> {
        Self::new(text)
    }
}

impl<const MAX: usize> TryFrom<&str> for BoundedString<MAX> {
    type Error = TooLong;

    fn try_from(text: &str) -> Result<Self, TooLong> {
        // Judged before it is copied.
        if fits(text, MAX) { Ok(BoundedString(text.to_owned())) } else { Err(TooLong::characters(MAX)) }
    }
}

impl<const MAX: usize> std::str::FromStr for BoundedString<MAX> {
    type Err = TooLong;

    fn from_str(text: &str) -> Result<Self, TooLong> {
        Self::try_from(text)
    }
}

impl<const MAX: usize> From<BoundedString<MAX>> for String {
    fn from(text: BoundedString<MAX>) -> Self {
        text.0
    }
}

impl<const MAX: usize> Serialize for BoundedString<MAX> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de, const MAX: usize> Deserialize<'de> for BoundedString<MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor::<MAX>)
    }
}

struct TextVisitor<const MAX: usize>;

impl<const MAX: usize> Visitor<'_> for TextVisitor<MAX> {
    type Value = BoundedString<MAX>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a string of at most {MAX} characters")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        BoundedString::try_from(text).map_err(TooLong::while_decoding)
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        BoundedString::new(text).map_err(TooLong::while_decoding)
    }
}

impl<const MAX: usize> Bounded for BoundedString<MAX> {
    const MAX_JSON_BYTES: usize = text_bytes(MAX);

    fn check(&self, at: &Path<'_>, faults: &mut Faults) {
        check_text(&self.0, Controls::Refused, at, faults);
    }
}

impl<const MAX: usize, const TIGHTER: usize> Within<TIGHTER> for BoundedString<MAX> {
    const MAX_JSON_BYTES: usize = text_bytes(least(MAX, TIGHTER));

    fn check_within(&self, controls: Controls, at: &Path<'_>, faults: &mut Faults) {
        if !fits(&self.0, TIGHTER) {
            faults.add(at, "length", &[("max", TIGHTER.into())]);
        }
        check_text(&self.0, controls, at, faults);
    }
}

impl<const MAX: usize> JsonSchema for BoundedString<MAX> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("BoundedString_{MAX}").into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "string", "maxLength": MAX })
    }
}

/// Whether a text has at most `max` characters. Looks no further than it must.
pub(in crate::bound) fn fits(text: &str, max: usize) -> bool {
    text.len() <= max || text.chars().nth(max).is_none()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, from_str, from_value};

    use super::*;

    const SENT: &str = "zebra-7151";

    #[test]
    fn a_text_is_measured_in_characters() {
        assert!(BoundedString::<3>::new("äöü").is_ok());
        assert!(BoundedString::<3>::new("👩‍👩‍👧").is_err(), "five characters, one glyph");
        assert!(BoundedString::<0>::new("").is_ok());
        assert!(BoundedString::<0>::new("a").is_err());
    }

    #[test]
    fn truncating_never_splits_a_character() {
        assert_eq!(BoundedString::<2>::truncated("äöü"), "äö");
        assert_eq!(BoundedString::<0>::truncated("ä"), "");
        assert_eq!(BoundedString::<5>::truncated("äöü"), "äöü");
    }

    #[test]
    fn a_text_that_is_too_long_does_not_decode() {
        assert_eq!(from_str::<BoundedString<3>>(r#""\u00e4bc""#).unwrap(), "äbc");
        let error = from_str::<BoundedString<3>>(r#""abcd""#).unwrap_err();
        assert!(error.to_string().contains("at most 3 characters"), "{error}");
    }

    #[test]
    fn no_error_repeats_what_was_sent() {
        let decoded = from_value::<BoundedString<3>>(Value::from(SENT)).unwrap_err();
        let made = BoundedString::<3>::new(SENT).unwrap_err();
        assert!(!format!("{decoded} {made} {made:?}").contains("7151"));
    }

    #[test]
    fn a_tighter_limit_of_a_field_holds() {
        let text = BoundedString::<10>::new("abcd").unwrap();
        let mut faults = Faults::default();
        <_ as Within<4>>::check_within(&text, Controls::Refused, &Path::ROOT, &mut faults);
        assert!(faults.is_empty());
        <_ as Within<3>>::check_within(&text, Controls::Refused, &Path::ROOT, &mut faults);
        assert_eq!(faults.listed()[0].rule, "length");
        assert_eq!(
            <BoundedString<10> as Within<3>>::MAX_JSON_BYTES,
            <BoundedString<3> as Bounded>::MAX_JSON_BYTES
        );
        assert_eq!(
            <BoundedString<3> as Within<10>>::MAX_JSON_BYTES,
            <BoundedString<3> as Bounded>::MAX_JSON_BYTES
        );
    }

    #[test]
    fn control_characters_are_a_fault() {
        let text = BoundedString::<10>::new("a\u{1b}[2J").unwrap();
        let mut faults = Faults::default();
        text.check(&Path::ROOT, &mut faults);
        assert_eq!(faults.listed()[0].rule, "control_character");
    }

    #[test]
    fn the_schema_says_the_limit() {
        let schema = schemars::schema_for!(BoundedString<7>);
        assert_eq!(schema.get("type"), Some(&"string".into()));
        assert_eq!(schema.get("maxLength"), Some(&7.into()));
    }
}
