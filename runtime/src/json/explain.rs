//! The slow reading of a document that was refused, to say where and why: the type's own `Deserialize` runs again, over
//! a deserializer that knows its place. Nothing that it builds is ever used.

use std::borrow::Cow;

use serde::de::{DeserializeOwned, Deserializer, Expected, Visitor};

use super::flaw::Flaw;
use super::malformed::{Malformed, Problem};
use super::parts::{Elements, Entries, Variant, bare_variant};
use super::reader::Reader;
use super::scan::Fault;
use super::strict::{self, ONE_KEY};
use super::words;

/// Explains what a scan has found. On the way to it the type may find something else first.
pub(super) fn explain_fault<T: DeserializeOwned>(text: &str, fault: Fault) -> Malformed {
    read::<T>(text, Some(fault)).unwrap_or_else(|| Malformed::document(fault.problem(text)))
}

/// Explains why serde_json refused what a scan has found to be in order.
pub(super) fn explain_refusal<T: DeserializeOwned>(text: &str, error: &serde_json::Error) -> Malformed {
    read::<T>(text, None).unwrap_or_else(|| {
        // The type took what serde_json did not. As to syntax they can differ only over the very largest numbers,
        // which serde_json rounds in its own way; else it is code of the type that changed its mind.
        let problem = if error.is_syntax() { Problem::NumberOutOfRange } else { Problem::Unacceptable };
        Malformed::document(problem)
    })
}

fn read<T: DeserializeOwned>(text: &str, fault: Option<Fault>) -> Option<Malformed> {
    let mut reader = Reader::new(text, fault);
    let read = Value(&mut reader).read_with(|value| T::deserialize(value)).and_then(|_| reader.end());
    read.err().map(Flaw::into_malformed)
}

/// The value that comes next.
pub(super) struct Value<'r, 'de>(pub(super) &'r mut Reader<'de>);

impl<'de> Value<'_, 'de> {
    /// Lets code of a type read this value.
    pub(super) fn read_with<T>(
        self,
        read: impl FnOnce(Value<'_, 'de>) -> Result<T, Flaw>,
    ) -> Result<T, Flaw> {
        let is_container = matches!(self.0.peek()?, b'[' | b'{');
        read(Value(self.0)).map_err(|flaw| flaw.settled(is_container))
    }

    fn any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Flaw> {
        match self.0.peek()? {
            b'"' => self.string(visitor),
            b'[' => self.array(None, visitor),
            b'{' => self.object(&[], visitor),
            b't' => {
                self.0.literal("true");
                visitor.visit_bool(true)
            }
            b'f' => {
                self.0.literal("false");
                visitor.visit_bool(false)
            }
            b'n' => {
                self.0.literal("null");
                visitor.visit_unit()
            }
            _ => self.0.number()?.visit(visitor),
        }
    }

    /// Reads the value if it starts with one of these bytes.
    fn only<V: Visitor<'de>>(self, starts: &[u8], visitor: V) -> Result<V::Value, Flaw> {
        if starts.contains(&self.0.peek()?) { self.any(visitor) } else { Err(self.wrong_type(&visitor)) }
    }

    fn string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Flaw> {
        match self.0.string()? {
            Cow::Borrowed(said) => visitor.visit_borrowed_str(said),
            Cow::Owned(said) => visitor.visit_str(&said),
        }
    }

    fn array<V: Visitor<'de>>(self, len: Option<usize>, visitor: V) -> Result<V::Value, Flaw> {
        self.0.take();
        let value = visitor.visit_seq(Elements::new(self.0))?;
        if self.0.take_if(b']')? {
            return Ok(value);
        }
        let expected =
            len.map_or_else(|| "a shorter array".to_owned(), |len| format!("an array of length {len}"));
        Err(Flaw::new(Problem::WrongLength { expected }))
    }

    fn tuple<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Flaw> {
        match self.0.peek()? {
            b'[' => self.array(Some(len), visitor),
            _ => Err(self.wrong_type(&visitor)),
        }
    }

    fn object<V: Visitor<'de>>(self, known: &'static [&'static str], visitor: V) -> Result<V::Value, Flaw> {
        self.0.take();
        let value = visitor.visit_map(Entries::new(self.0, known))?;
        if self.0.take_if(b'}')? {
            return Ok(value);
        }
        Err(Flaw::new(Problem::WrongLength { expected: "an object with fewer keys".to_owned() }))
    }

    fn variant<V: Visitor<'de>>(
        self,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Flaw> {
        match self.0.peek()? {
            b'"' => visitor.visit_enum(bare_variant(self.0.string()?)),
            b'{' => {
                self.0.take();
                let value = visitor.visit_enum(Variant::new(self.0, variants))?;
                if self.0.take_if(b'}')? {
                    return Ok(value);
                }
                Err(Flaw::new(Problem::WrongLength { expected: ONE_KEY.to_owned() }))
            }
            _ => Err(Flaw::wrong_type(words::one_of(variants), self.kind())),
        }
    }

    fn wrong_type(self, expected: &dyn Expected) -> Flaw {
        Flaw::wrong_type(words::expected(expected), self.kind())
    }

    fn kind(self) -> &'static str {
        match self.0.peek() {
            Ok(b'"') => "a string",
            Ok(b'[') => "an array",
            Ok(b'{') => "an object",
            Ok(b't' | b'f') => "a boolean",
            Ok(b'n') => "null",
            _ => "a number",
        }
    }
}

const NUMBER: &[u8] = b"-0123456789";

macro_rules! read_value {
    ($($method:ident($($argument:ident: $type:ty),*) = |$value:ident, $visitor:ident| $read:expr;)*) => {$(
        fn $method<V: Visitor<'de>>(self, $($argument: $type,)* $visitor: V) -> Result<V::Value, Flaw> {
            let $value = self;
            $read.map_err(Flaw::located)
        }
    )*};
}

impl<'de> Deserializer<'de> for Value<'_, 'de> {
    type Error = Flaw;

    read_value! {
        deserialize_any() = |value, visitor| value.any(visitor);
        deserialize_bool() = |value, visitor| value.only(b"tf", visitor);
        deserialize_i8() = |value, visitor| value.only(NUMBER, visitor);
        deserialize_i16() = |value, visitor| value.only(NUMBER, visitor);
        deserialize_i32() = |value, visitor| value.only(NUMBER, visitor);
        deserialize_i64() = |value, visitor| value.only(NUMBER, visitor);
        deserialize_u8() = |value, visitor| value.only(NUMBER, visitor);
        deserialize_u16() = |value, visitor| value.only(NUMBER, visitor);
        deserialize_u32() = |value, visitor| value.only(NUMBER, visitor);
        deserialize_u64() = |value, visitor| value.only(NUMBER, visitor);
        deserialize_i128() = |value, visitor| value.only(NUMBER, visitor);
        deserialize_u128() = |value, visitor| value.only(NUMBER, visitor);
        deserialize_f32() = |value, visitor| value.only(NUMBER, visitor);
        deserialize_f64() = |value, visitor| value.only(NUMBER, visitor);
        deserialize_char() = |value, visitor| value.only(b"\"", visitor);
        deserialize_str() = |value, visitor| value.only(b"\"", visitor);
        deserialize_string() = |value, visitor| value.only(b"\"", visitor);
        deserialize_identifier() = |value, visitor| value.only(b"\"", visitor);
        deserialize_unit() = |value, visitor| value.only(b"n", visitor);
        deserialize_unit_struct(_name: &'static str) = |value, visitor| value.only(b"n", visitor);
        deserialize_seq() = |value, visitor| value.only(b"[", visitor);
        deserialize_tuple(len: usize) = |value, visitor| value.tuple(len, visitor);
        deserialize_tuple_struct(_name: &'static str, len: usize) = |value, visitor| value.tuple(len, visitor);
        deserialize_map() = |value, visitor| value.only(b"{", visitor);
        deserialize_enum(_name: &'static str, variants: &'static [&'static str]) =
            |value, visitor| value.variant(variants, visitor);
        deserialize_ignored_any() = |value, visitor| value.0.skip().and_then(|()| visitor.visit_unit());
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Flaw> {
        match self.0.peek().map_err(Flaw::located)? {
            b'{' => self.object(fields, visitor).map_err(Flaw::located),
            _ => self.only(b"[", visitor).map_err(Flaw::located),
        }
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Flaw> {
        let bytes = match self.0.peek().map_err(Flaw::located)? {
            b'"' => self.0.string().and_then(|said| visitor.visit_bytes(said.as_bytes())),
            _ => self.only(b"[", visitor),
        };
        bytes.map_err(Flaw::located)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Flaw> {
        self.deserialize_bytes(visitor)
    }

    /// Nothing of its own to locate, unless it is `null`: what is there reads itself.
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Flaw> {
        if self.0.peek().map_err(Flaw::located)? == b'n' {
            self.0.literal("null");
            return visitor.visit_none().map_err(Flaw::located);
        }
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Flaw> {
        let read = visitor.visit_newtype_struct(self);
        if name == strict::TAG { read.map_err(Flaw::in_tag) } else { read }
    }
}
