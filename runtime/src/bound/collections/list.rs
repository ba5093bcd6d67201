//! A list with a limit.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, Deserializer, IgnoredAny, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use super::{TooLong, least};
use crate::bound::within::list_bytes;
use crate::bound::{Bounded, Controls, Faults, Path, Within};

/// Room that a list gets before its elements have arrived; a client's claim of its length is no reason for more.
const RESERVED: usize = 64;

/// A list of at most `MAX` elements.
///
/// ```
/// use portcullis::BoundedVec;
///
/// let mut tags = BoundedVec::<&str, 2>::new(vec!["a"])?;
/// tags.push("b")?;
/// assert!(tags.push("c").is_err());
/// assert_eq!(tags.len(), 2);
/// assert_eq!(BoundedVec::<u8, 2>::truncated([1, 2, 3]).as_slice(), [1, 2]);
/// # Ok::<(), portcullis::bound::TooLong>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BoundedVec<T, const MAX: usize>(Vec<T>);

impl<T, const MAX: usize> BoundedVec<T, MAX> {
    /// Takes a list that is short enough.
    pub fn new(elements: impl Into<Vec<T>>) -> Result<Self, TooLong> {
        let elements = elements.into();
        if elements.len() <= MAX { Ok(BoundedVec(elements)) } else { Err(TooLong::elements(MAX)) }
    }

    /// Keeps the first `MAX` elements; asks the iterator for no more.
    pub fn truncated(elements: impl IntoIterator<Item = T>) -> Self {
        BoundedVec(elements.into_iter().take(MAX).collect())
    }

    /// Adds an element at the end, if there is room.
    pub fn push(&mut self, element: T) -> Result<(), TooLong> {
        if self.0.len() >= MAX {
            return Err(TooLong::elements(MAX));
        }
        self.0.push(element);
        Ok(())
    }

    /// The elements.
    pub fn as_slice(&self) -> &[T] {
        &self.0
    }

    /// The list, without its limit.
    pub fn into_inner(self) -> Vec<T> {
        self.0
    }
}

// Derived, it would ask for `T: Default`.
impl<T, const MAX: usize> Default for BoundedVec<T, MAX> {
    fn default() -> Self {
        BoundedVec(Vec::new())
    }
}

impl<T, const MAX: usize> Deref for BoundedVec<T, MAX> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T, const MAX: usize> AsRef<[T]> for BoundedVec<T, MAX> {
    fn as_ref(&self) -> &[T] {
        &self.0
    }
}

impl<T, const MAX: usize> TryFrom<Vec<T>> for BoundedVec<T, MAX> {
    type Error = TooLong;

    fn try_from(elements: Vec<T>) -> Result<Self, TooLong> {
        Self::new(elements)
    }
}

impl<T, const MAX: usize> From<BoundedVec<T, MAX>> for Vec<T> {
    fn from(list: BoundedVec<T, MAX>) -> Self {
        list.0
    }
}

impl<T, const MAX: usize> IntoIterator for BoundedVec<T, MAX> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, T, const MAX: usize> IntoIterator for &'a BoundedVec<T, MAX> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T: Serialize, const MAX: usize> Serialize for BoundedVec<T, MAX> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>, const MAX: usize> Deserialize<'de> for BoundedVec<T, MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ListVisitor(PhantomData))
    }
}

struct ListVisitor<T, const MAX: usize>(PhantomData<T>);

impl<'de, T: Deserialize<'de>, const MAX: usize> Visitor<'de> for ListVisitor<T, MAX> {
    type Value = BoundedVec<T, MAX>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of at most {MAX} elements")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Self::Value, A::Error> {
        let claimed = sequence.size_hint().unwrap_or(0);
        let mut elements = Vec::with_capacity(claimed.min(MAX).min(RESERVED));
        while elements.len() < MAX {
            match sequence.next_element()? {
                Some(element) => elements.push(element),
                None => return Ok(BoundedVec(elements)),
            }
        }
        match sequence.next_element::<IgnoredAny>()? {
            Some(_) => Err(TooLong::elements(MAX).while_decoding()),
            None => Ok(BoundedVec(elements)),
        }
    }
}

impl<T: Bounded, const MAX: usize> Bounded for BoundedVec<T, MAX> {
    const MAX_JSON_BYTES: usize = list_bytes(MAX, T::MAX_JSON_BYTES);

    fn check(&self, at: &Path<'_>, faults: &mut Faults) {
        for (index, element) in self.0.iter().enumerate() {
            element.check(&at.index(index), faults);
        }
    }
}

impl<T: Bounded, const MAX: usize, const TIGHTER: usize> Within<TIGHTER> for BoundedVec<T, MAX> {
    const MAX_JSON_BYTES: usize = list_bytes(least(MAX, TIGHTER), T::MAX_JSON_BYTES);

    fn check_within(&self, controls: Controls, at: &Path<'_>, faults: &mut Faults) {
        <Vec<T> as Within<TIGHTER>>::check_within(&self.0, controls, at, faults);
    }
}

impl<T: JsonSchema, const MAX: usize> JsonSchema for BoundedVec<T, MAX> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("BoundedVec_{MAX}_of_{}", T::schema_name()).into()
    }

    fn schema_id() -> Cow<'static, str> {
        format!("BoundedVec_{MAX}_of_{}", T::schema_id()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let items = generator.subschema_for::<T>();
        schemars::json_schema!({ "type": "array", "items": items, "maxItems": MAX })
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use serde_json::from_str;

    use super::*;

    #[test]
    fn a_list_takes_no_more_than_its_limit() {
        assert!(BoundedVec::<u8, 2>::new([1, 2]).is_ok());
        assert!(BoundedVec::<u8, 2>::new([1, 2, 3]).is_err());
        assert_eq!(BoundedVec::<u32, 3>::truncated(0..).into_inner(), [0, 1, 2]);
    }

    thread_local! { static BUILT: Cell<usize> = const { Cell::new(0) }; }

    /// Counts how many were made by decoding.
    struct Counted;

    impl<'de> Deserialize<'de> for Counted {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            IgnoredAny::deserialize(deserializer)?;
            BUILT.set(BUILT.get() + 1);
            Ok(Counted)
        }
    }

    #[test]
    fn a_list_that_is_too_long_is_refused_before_it_is_built() {
        let document = format!("[{}]", ["1"; 1000].join(","));
        let error = from_str::<BoundedVec<Counted, 3>>(&document).err().unwrap();
        assert!(error.to_string().contains("at most 3 elements"), "{error}");
        assert_eq!(BUILT.get(), 3);
    }

    #[test]
    fn a_list_of_exactly_the_limit_decodes() {
        assert_eq!(from_str::<BoundedVec<u8, 3>>("[1,2,3]").unwrap().as_slice(), [1, 2, 3]);
        assert_eq!(from_str::<BoundedVec<u8, 0>>("[]").unwrap().len(), 0);
        assert!(from_str::<BoundedVec<u8, 0>>("[1]").is_err());
    }

    #[test]
    fn elements_are_checked_at_their_own_place() {
        let list = BoundedVec::<f64, 3>::new([1.0, f64::NAN]).unwrap();
        let mut faults = Faults::default();
        list.check(&Path::ROOT, &mut faults);
        assert_eq!(faults.listed()[0].path, "/1");
    }

    #[test]
    fn the_schema_says_the_limit_and_what_the_elements_are() {
        let schema = schemars::schema_for!(BoundedVec<bool, 7>);
        assert_eq!(schema.get("maxItems"), Some(&7.into()));
        assert_eq!(schema.pointer("/items/type"), Some(&"boolean".into()));
    }
}
