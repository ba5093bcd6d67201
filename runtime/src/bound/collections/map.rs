//! A map with a limit.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use super::{TooLong, least};
use crate::bound::within::map_bytes;
use crate::bound::{Bounded, Controls, Faults, Path, Within};

/// A map of at most `MAX` entries, in the order of their keys.
///
/// ```
/// use portcullis::BoundedMap;
///
/// let mut stock = BoundedMap::<&str, u32, 1>::default();
/// stock.insert("nails", 400)?;
/// // Another value for a key that is there needs no room.
/// assert_eq!(stock.insert("nails", 399)?, Some(400));
/// assert!(stock.insert("screws", 12).is_err());
/// assert_eq!(stock.get("nails"), Some(&399));
/// # Ok::<(), portcullis::bound::TooLong>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BoundedMap<K, V, const MAX: usize>(BTreeMap<K, V>);

impl<K: Ord, V, const MAX: usize> BoundedMap<K, V, MAX> {
    /// Takes a map that is small enough.
    pub fn new(entries: impl Into<BTreeMap<K, V>>) -> Result<Self, TooLong> {
        let entries = entries.into();
        if entries.len() <= MAX { Ok(BoundedMap(entries)) } else { Err(TooLong::entries(MAX)) }
    }

    /// Keeps the first `MAX` different keys that the iterator gives, each with its last value before the
    /// map was full; asks for no more after that.
    pub fn truncated(entries: impl IntoIterator<Item = (K, V)>) -> Self {
        let mut kept = BTreeMap::new();
        let mut entries = entries.into_iter();
        while kept.len() < MAX {
            match entries.next() {
                Some((key, value)) => kept.insert(key, value),
                None => break,
            };
        }
        BoundedMap(kept)
    }

    /// Sets the value of a key and gives back the one before; a new key needs room.
    pub fn insert(&mut self, key: K, value: V) -> Result<Option<V>, TooLong> {
        if self.0.len() >= MAX && !self.0.contains_key(&key) {
            return Err(TooLong::entries(MAX));
        }
        Ok(self.0.insert(key, value))
    }

    /// The map, without its limit.
    pub fn into_inner(self) -> BTreeMap<K, V> {
        self.0
    }
}

impl<K, V, const MAX: usize> Default for BoundedMap<K, V, MAX> {
    fn default() -> Self {
        BoundedMap(BTreeMap::new())
    }
}

impl<K, V, const MAX: usize> Deref for BoundedMap<K, V, MAX> {
    type Target = BTreeMap<K, V>;

    fn deref(&self) -> &BTreeMap<K, V> {
        &self.0
    }
}

impl<K: Ord, V, const MAX: usize> TryFrom<BTreeMap<K, V>> for BoundedMap<K, V, MAX> {
    type Error = TooLong;

    fn try_from(entries: BTreeMap<K, V>) -> Result<Self, TooLong> {
        Self::new(entries)
    }
}

impl<K, V, const MAX: usize> From<BoundedMap<K, V, MAX>> for BTreeMap<K, V> {
    fn from(map: BoundedMap<K, V, MAX>) -> Self {
        map.0
    }
}

impl<K, V, const MAX: usize> IntoIterator for BoundedMap<K, V, MAX> {
    type Item = (K, V);
    type IntoIter = std::collections::btree_map::IntoIter<K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, K, V, const MAX: usize> IntoIterator for &'a BoundedMap<K, V, MAX> {
    type Item = (&'a K, &'a V);
    type IntoIter = std::collections::btree_map::Iter<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<K: Serialize, V: Serialize, const MAX: usize> Serialize for BoundedMap<K, V, MAX> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>, const MAX: usize> Deserialize<'de>
    for BoundedMap<K, V, MAX>
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MapVisitor(PhantomData))
    }
}

struct MapVisitor<K, V, const MAX: usize>(PhantomData<(K, V)>);

impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>, const MAX: usize> Visitor<'de>
    for MapVisitor<K, V, MAX>
{
    type Value = BoundedMap<K, V, MAX>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a map of at most {MAX} entries")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut entries = BTreeMap::new();
        while entries.len() < MAX {
            match access.next_entry()? {
                // Which of two values counts is what parsers disagree about.
                Some((key, _)) if entries.contains_key(&key) => {
                    return Err(A::Error::custom("a key is repeated"));
                }
                Some((key, value)) => entries.insert(key, value),
                None => return Ok(BoundedMap(entries)),
            };
        }
        match access.next_key::<IgnoredAny>()? {
            Some(_) => Err(TooLong::entries(MAX).while_decoding()),
            None => Ok(BoundedMap(entries)),
        }
    }
}

impl<K: Bounded, V: Bounded, const MAX: usize> Bounded for BoundedMap<K, V, MAX> {
    const MAX_JSON_BYTES: usize = map_bytes(MAX, K::MAX_JSON_BYTES, V::MAX_JSON_BYTES);

    fn check(&self, at: &Path<'_>, faults: &mut Faults) {
        let entry = at.entry();
        for (key, value) in &self.0 {
            key.check(&entry, faults);
            value.check(&entry, faults);
        }
    }
}

impl<K: Bounded, V: Bounded, const MAX: usize, const TIGHTER: usize> Within<TIGHTER>
    for BoundedMap<K, V, MAX>
{
    const MAX_JSON_BYTES: usize = map_bytes(least(MAX, TIGHTER), K::MAX_JSON_BYTES, V::MAX_JSON_BYTES);

    fn check_within(&self, controls: Controls, at: &Path<'_>, faults: &mut Faults) {
        <BTreeMap<K, V> as Within<TIGHTER>>::check_within(&self.0, controls, at, faults);
    }
}

impl<K: JsonSchema, V: JsonSchema, const MAX: usize> JsonSchema for BoundedMap<K, V, MAX> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("BoundedMap_{MAX}_of_{}", <BTreeMap<K, V>>::schema_name()).into()
    }

    fn schema_id() -> Cow<'static, str> {
        format!("BoundedMap_{MAX}_of_{}", <BTreeMap<K, V>>::schema_id()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        // Keys that are numbers or enums have a schema of their own, which schemars knows how to write.
        let mut schema = <BTreeMap<K, V>>::json_schema(generator);
        schema.insert("maxProperties".into(), MAX.into());
        schema
    }
}

#[cfg(test)]
mod tests {
    use serde_json::from_str;

    use super::*;
    use crate::bound::BoundedString;

    #[test]
    fn a_map_takes_no_more_than_its_limit() {
        assert!(BoundedMap::<u8, u8, 1>::new([(1, 1)]).is_ok());
        assert!(BoundedMap::<u8, u8, 1>::new([(1, 1), (2, 2)]).is_err());
        let kept = BoundedMap::<u8, char, 2>::truncated([(1, 'a'), (1, 'b'), (2, 'c'), (3, 'd')]);
        assert_eq!(kept.into_inner(), BTreeMap::from([(1, 'b'), (2, 'c')]));
    }

    #[test]
    fn a_map_that_is_too_large_does_not_decode() {
        assert_eq!(from_str::<BoundedMap<String, u8, 2>>(r#"{"a":1,"b":2}"#).unwrap().len(), 2);
        let error = from_str::<BoundedMap<String, u8, 1>>(r#"{"a":1,"zebra":2}"#).unwrap_err();
        assert!(error.to_string().contains("at most 1 entries"), "{error}");
        assert!(!error.to_string().contains("zebra"));
    }

    #[test]
    fn a_repeated_key_does_not_decode() {
        let error = from_str::<BoundedMap<String, u8, 5>>(r#"{"zebra":1,"\u007aebra":2}"#).unwrap_err();
        assert!(!error.to_string().contains("zebra"), "{error}");
    }

    #[test]
    fn a_key_is_checked_and_not_shown() {
        let map =
            BoundedMap::<BoundedString<9>, u8, 1>::new([(BoundedString::truncated("a\u{7}"), 1)]).unwrap();
        let mut faults = Faults::default();
        map.check(&Path::ROOT, &mut faults);
        assert_eq!(
            (faults.listed()[0].path.as_str(), &*faults.listed()[0].rule),
            ("/*", "control_character")
        );
    }

    #[test]
    fn the_schema_says_the_limit_and_what_the_values_are() {
        let schema = schemars::schema_for!(BoundedMap<String, bool, 7>);
        assert_eq!(schema.get("maxProperties"), Some(&7.into()));
        assert_eq!(schema.pointer("/additionalProperties/type"), Some(&"boolean".into()));
    }
}
