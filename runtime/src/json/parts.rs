//! What is inside a value of the slow reading: elements, entries, an enum's variant, keys. Here is where a flaw gets its
//! path, so here no key may be told that the type does not know.

use std::borrow::Cow;

use serde::de::value::CowStrDeserializer;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::explain::Value;
use super::flaw::Flaw;
use super::malformed::Problem;
use super::reader::{Number, Reader};
use super::strict::{self, ONE_KEY};
use super::words;

pub(super) struct Elements<'r, 'de> {
    reader: &'r mut Reader<'de>,
    next: usize,
}

impl<'r, 'de> Elements<'r, 'de> {
    pub(super) fn new(reader: &'r mut Reader<'de>) -> Elements<'r, 'de> {
        Elements { reader, next: 0 }
    }
}

impl<'de> SeqAccess<'de> for Elements<'_, 'de> {
    type Error = Flaw;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Flaw> {
        let index = self.next;
        let in_element = |flaw: Flaw| flaw.located().under(Some(&index.to_string()));
        match self.reader.peek().map_err(in_element)? {
            b']' => return Ok(None),
            b',' => self.reader.take(),
            _ => {}
        }
        self.next += 1;
        Value(self.reader).read_with(|value| seed.deserialize(value)).map(Some).map_err(in_element)
    }
}

pub(super) struct Entries<'r, 'de> {
    reader: &'r mut Reader<'de>,
    /// The type's fields, if it is one with fields; of an enum its variants, once it has asked for one.
    known: &'static [&'static str],
    /// The key whose value is next.
    key: Cow<'de, str>,
}

impl<'r, 'de> Entries<'r, 'de> {
    pub(super) fn new(reader: &'r mut Reader<'de>, known: &'static [&'static str]) -> Entries<'r, 'de> {
        Entries { reader, known, key: Cow::Borrowed("") }
    }
}

impl<'de> MapAccess<'de> for Entries<'_, 'de> {
    type Error = Flaw;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Flaw> {
        match self.reader.peek().map_err(Flaw::located)? {
            b'}' => return Ok(None),
            b',' => self.reader.take(),
            _ => {}
        }
        let (key, repeated) = self.reader.key().map_err(Flaw::located)?;
        if let Some(flaw) = repeated {
            return Err(flaw.located().under(known(self.known, &key)));
        }
        self.key = key.clone();
        let mut variants = None;
        let read = seed.deserialize(Key { text: key, variants: &mut variants }).map(Some);
        match variants {
            // The flaw of a variant's name is one of the enum, as it is where the name is a string.
            Some(variants) => {
                self.known = variants;
                read.map_err(Flaw::located)
            }
            None => read.map_err(|flaw| flaw.located().under(None)),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Flaw> {
        let read =
            self.reader.colon().and_then(|()| Value(self.reader).read_with(|value| seed.deserialize(value)));
        read.map_err(|flaw| {
            let key = if flaw.is_in_tag() { Some(self.key.as_ref()) } else { known(self.known, &self.key) };
            flaw.located().under(key)
        })
    }
}

/// An enum's variant that is the key of an object, and the value that is its content.
pub(super) struct Variant<'r, 'de> {
    reader: &'r mut Reader<'de>,
    known: &'static [&'static str],
    name: Cow<'de, str>,
}

impl<'r, 'de> Variant<'r, 'de> {
    pub(super) fn new(reader: &'r mut Reader<'de>, known: &'static [&'static str]) -> Variant<'r, 'de> {
        Variant { reader, known, name: Cow::Borrowed("") }
    }
}

impl<'de> EnumAccess<'de> for Variant<'_, 'de> {
    type Error = Flaw;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(mut self, seed: S) -> Result<(S::Value, Self), Flaw> {
        if self.reader.peek()? == b'}' {
            return Err(Flaw::new(Problem::WrongLength { expected: ONE_KEY.to_owned() }));
        }
        (self.name, _) = self.reader.key()?;
        let variant = seed.deserialize(Key { text: self.name.clone(), variants: &mut None })?;
        self.reader.colon()?;
        Ok((variant, self))
    }
}

impl<'de> Variant<'_, 'de> {
    fn content<T>(self, read: impl FnOnce(Value<'_, 'de>) -> Result<T, Flaw>) -> Result<T, Flaw> {
        Value(self.reader).read_with(read).map_err(|flaw| flaw.located().under(known(self.known, &self.name)))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, 'de> {
    type Error = Flaw;

    fn unit_variant(self) -> Result<(), Flaw> {
        self.content(|value| <()>::deserialize(value))
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Flaw> {
        self.content(|value| seed.deserialize(value))
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Flaw> {
        self.content(|value| value.deserialize_tuple(len, visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Flaw> {
        self.content(|value| value.deserialize_struct("", fields, visitor))
    }
}

/// A variant that is a string by itself, with no content.
pub(super) fn bare_variant(name: Cow<'_, str>) -> CowStrDeserializer<'_, Flaw> {
    name.into_deserializer()
}

/// The name in the type that a key is, which may be told.
fn known(names: &'static [&'static str], key: &str) -> Option<&'static str> {
    names.iter().copied().find(|name| *name == key)
}

/// A key of an object. Where the type asks for a number or a boolean, it is read as one.
struct Key<'k, 'de> {
    text: Cow<'de, str>,
    /// Where a type that asks for a variant's name says which it has.
    variants: &'k mut Option<&'static [&'static str]>,
}

impl<'de> Key<'_, 'de> {
    fn number<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Flaw> {
        match Number::of_key(&self.text) {
            Some(number) => number.visit(visitor),
            None => Err(Flaw::wrong_type(words::expected(&visitor), "a key that is no number")),
        }
    }
}

macro_rules! read_number_key {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Flaw> {
            self.number(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Key<'_, 'de> {
    type Error = Flaw;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Flaw> {
        match self.text {
            Cow::Borrowed(key) => visitor.visit_borrowed_str(key),
            Cow::Owned(key) => visitor.visit_str(&key),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Flaw> {
        match self.text.as_ref() {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(Flaw::wrong_type(words::expected(&visitor), "a key that is no boolean")),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Flaw> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Flaw> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Flaw> {
        if name == strict::VARIANT {
            *self.variants = Some(variants);
        }
        visitor.visit_enum(bare_variant(self.text))
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Flaw> {
        visitor.visit_bytes(self.text.as_bytes())
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Flaw> {
        self.deserialize_bytes(visitor)
    }

    read_number_key! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64
    }

    forward_to_deserialize_any! {
        char str string unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
