//! What the `Deserialize` of a `#[data]` type puts around its deserializer, so that serde's derive is as strict as the
//! type's schema, in serde_json and in the buffers in which serde holds tagged data back.
//!
//! The macro derives for a hidden twin of the type (`#[serde(remote = "…", deny_unknown_fields)]`), and implements the
//! trait for the type by decoding the twin through [`Tagged`] for an internally tagged enum and through [`Shape`] for
//! anything else. Each concerns the outermost layer only; what is inside has a `Deserialize` of its own.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, IntoDeserializer, MapAccess, Unexpected,
    VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::words;

/// An object where the type has named fields: serde's derive would take an array of them as well. A word where it is a
/// variant without content: serde's derive would take an object with `null` under that word as well.
#[derive(Debug)]
pub struct Shape<D>(pub D);

/// An object where the type is an internally tagged enum: serde's derive would take an array that starts with the tag,
/// and in its own buffers a number for the tag's word.
#[derive(Debug)]
pub struct Tagged<D>(pub D);

/// The name under which [`Tagged`] asks for a tag's value, so that a reader that looks for it can tell that the key
/// before is the type's and not the caller's. To any other reader it is a newtype.
pub(super) const TAG: &str = "$portcullis::tag";

/// The name under which [`Shape`] asks for the key that is a variant's name, with all of these, so that a reader that
/// looks for it can tell which keys are the type's and not the caller's. To any other reader it is an enum.
pub(super) const VARIANT: &str = "$portcullis::variant";

/// What an enum is where it is no word.
pub(super) const ONE_KEY: &str = "an object with one key";

macro_rules! pass_on {
    ($($method:ident($($argument:ident: $type:ty),*))*) => {$(
        #[inline]
        fn $method<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method($($argument,)* visitor)
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Shape<D> {
    type Error = D::Error;

    #[inline]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_struct(name, fields, ObjectOnly(visitor))
    }

    #[inline]
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        // What is not for people does not write variants as words.
        match self.0.is_human_readable() {
            true => self.0.deserialize_any(WordOrObject { variants, visitor }),
            false => self.0.deserialize_enum(name, variants, visitor),
        }
    }

    /// `null` alone: a buffer would take `[]`.
    #[inline]
    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_unit(visitor)
    }

    pass_on! {
        deserialize_any()
        deserialize_bool()
        deserialize_i8()
        deserialize_i16()
        deserialize_i32()
        deserialize_i64()
        deserialize_i128()
        deserialize_u8()
        deserialize_u16()
        deserialize_u32()
        deserialize_u64()
        deserialize_u128()
        deserialize_f32()
        deserialize_f64()
        deserialize_char()
        deserialize_str()
        deserialize_string()
        deserialize_bytes()
        deserialize_byte_buf()
        deserialize_option()
        deserialize_unit()
        deserialize_newtype_struct(name: &'static str)
        deserialize_seq()
        deserialize_tuple(len: usize)
        deserialize_tuple_struct(name: &'static str, len: usize)
        deserialize_map()
        deserialize_identifier()
        deserialize_ignored_any()
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Tagged<D> {
    type Error = D::Error;

    /// All that the derive of an internally tagged enum asks for.
    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(TaggedObject(visitor))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

/// A visitor that takes an object and, having no `visit_seq`, nothing else.
struct ObjectOnly<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for ObjectOnly<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(fields)
    }
}

/// A visitor of an externally tagged enum. Whether it takes a word or an object is for the document to say, since what
/// serde's derive is given does not tell the two apart.
struct WordOrObject<V> {
    variants: &'static [&'static str],
    visitor: V,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for WordOrObject<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&words::one_of(self.variants))
    }

    #[inline]
    fn visit_str<E: Error>(self, word: &str) -> Result<V::Value, E> {
        self.visitor.visit_enum(word.into_deserializer())
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_enum(OneKey { variants: self.variants, object })
    }
}

/// An object whose key is a variant's name.
struct OneKey<A> {
    variants: &'static [&'static str],
    object: A,
}

impl<'de, A: MapAccess<'de>> EnumAccess<'de> for OneKey<A> {
    type Error = A::Error;
    type Variant = Content<A>;

    #[inline]
    fn variant_seed<S: DeserializeSeed<'de>>(
        mut self,
        seed: S,
    ) -> Result<(S::Value, Self::Variant), A::Error> {
        match self.object.next_key_seed(VariantName { variants: self.variants, seed })? {
            Some(variant) => Ok((variant, Content(self.object))),
            None => Err(Error::invalid_length(0, &ONE_KEY)),
        }
    }
}

/// Both the seed for a key that is a variant's name, and the visitor of it.
struct VariantName<S> {
    variants: &'static [&'static str],
    seed: S,
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for VariantName<S> {
    type Value = S::Value;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, key: D) -> Result<S::Value, D::Error> {
        key.deserialize_enum(VARIANT, self.variants, self)
    }
}

impl<'de, S: DeserializeSeed<'de>> Visitor<'de> for VariantName<S> {
    type Value = S::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&words::one_of(self.variants))
    }

    #[inline]
    fn visit_enum<A: EnumAccess<'de>>(self, key: A) -> Result<S::Value, A::Error> {
        let (name, nothing) = key.variant_seed(self.seed)?;
        nothing.unit_variant()?;
        Ok(name)
    }
}

/// The content of a variant, which is the one value of an object.
struct Content<A>(A);

impl<'de, A: MapAccess<'de>> Content<A> {
    #[inline]
    fn read<S: DeserializeSeed<'de>>(mut self, seed: S) -> Result<S::Value, A::Error> {
        let content = self.0.next_value_seed(seed)?;
        match self.0.next_key::<IgnoredAny>()? {
            None => Ok(content),
            Some(_) => Err(Error::invalid_length(2, &ONE_KEY)),
        }
    }
}

impl<'de, A: MapAccess<'de>> VariantAccess<'de> for Content<A> {
    type Error = A::Error;

    /// It is a word, also where the content would be `null`.
    #[inline]
    fn unit_variant(self) -> Result<(), A::Error> {
        Err(Error::invalid_type(Unexpected::Map, &"a string"))
    }

    #[inline]
    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.read(seed)
    }

    #[inline]
    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, A::Error> {
        self.read(TupleContent { len, visitor })
    }

    #[inline]
    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.read(StructContent { fields, visitor })
    }
}

struct TupleContent<V> {
    len: usize,
    visitor: V,
}

impl<'de, V: Visitor<'de>> DeserializeSeed<'de> for TupleContent<V> {
    type Value = V::Value;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, content: D) -> Result<V::Value, D::Error> {
        content.deserialize_tuple(self.len, self.visitor)
    }
}

struct StructContent<V> {
    fields: &'static [&'static str],
    visitor: V,
}

impl<'de, V: Visitor<'de>> DeserializeSeed<'de> for StructContent<V> {
    type Value = V::Value;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, content: D) -> Result<V::Value, D::Error> {
        content.deserialize_struct("", self.fields, ObjectOnly(self.visitor))
    }
}

/// A visitor of an internally tagged enum: it takes an object, and looks at the values in it one by one.
struct TaggedObject<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for TaggedObject<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(TaggedFields(fields))
    }
}

struct TaggedFields<A>(A);

impl<'de, A: MapAccess<'de>> MapAccess<'de> for TaggedFields<A> {
    type Error = A::Error;

    #[inline]
    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.0.next_key_seed(seed)
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(TagOrContent(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

/// Both the seed for a value of a tagged object and the deserializer for it. The derive asks the tag's value for an
/// identifier, and holds any other back as whatever it is.
struct TagOrContent<T>(T);

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for TagOrContent<S> {
    type Value = S::Value;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(TagOrContent(value))
    }
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for TagOrContent<D> {
    type Error = D::Error;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    #[inline]
    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_newtype_struct(TAG, Tag(visitor))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum ignored_any
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

/// A visitor of a tag's value, which is a string.
struct Tag<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for Tag<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    #[inline]
    fn visit_newtype_struct<D: Deserializer<'de>>(self, tag: D) -> Result<V::Value, D::Error> {
        tag.deserialize_str(Tag(self.0))
    }

    #[inline]
    fn visit_str<E: Error>(self, tag: &str) -> Result<V::Value, E> {
        self.0.visit_str(tag)
    }
}
