//! A serializer around serde_json's that lets through only what can be read back as it was: no NaN, no infinity, nothing
//! nested deeper than serde_json reads. The depth is bounded so that a value cannot exhaust the stack of its encoder.

use std::cell::Cell;
use std::fmt;

use serde::ser::{
    Error, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

/// Layers of Rust values inside one another, which are at least as many as in the JSON; serde_json reads 127 of those.
const MAX_DEPTH: u8 = 127;

pub(super) struct Finite<'a, S> {
    inner: S,
    depth: u8,
    /// Set once anything has failed, for a `Serialize` that does not pass an error on.
    failed: &'a Cell<bool>,
}

impl<'a, S> Finite<'a, S> {
    pub(super) fn new(inner: S, failed: &'a Cell<bool>) -> Finite<'a, S> {
        Finite { inner, depth: 0, failed }
    }

    /// What is inside the value that is being written.
    fn within<'v, T: ?Sized>(&self, value: &'v T) -> Within<'a, 'v, T> {
        Within { value, depth: self.depth + 1, failed: self.failed }
    }
}

/// A value that stands inside another.
struct Within<'a, 'v, T: ?Sized> {
    value: &'v T,
    depth: u8,
    failed: &'a Cell<bool>,
}

impl<T: Serialize + ?Sized> Serialize for Within<'_, '_, T> {
    fn serialize<S: Serializer>(&self, inner: S) -> Result<S::Ok, S::Error> {
        let written = if self.depth > MAX_DEPTH {
            Err(S::Error::custom("too deep"))
        } else {
            self.value.serialize(Finite { inner, depth: self.depth, failed: self.failed })
        };
        if written.is_err() {
            self.failed.set(true);
        }
        written
    }
}

macro_rules! pass_on {
    ($($method:ident($($argument:ident: $type:ty),*))*) => {$(
        #[inline]
        fn $method(self, $($argument: $type),*) -> Result<S::Ok, S::Error> {
            self.inner.$method($($argument),*)
        }
    )*};
}

/// Methods that open something whose parts follow.
macro_rules! open {
    ($($method:ident($($argument:ident: $type:ty),*) -> $parts:ident)*) => {$(
        #[inline]
        fn $method(self, $($argument: $type),*) -> Result<Finite<'a, S::$parts>, S::Error> {
            Ok(Finite { inner: self.inner.$method($($argument),*)?, depth: self.depth, failed: self.failed })
        }
    )*};
}

impl<'a, S: Serializer> Serializer for Finite<'a, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Finite<'a, S::SerializeSeq>;
    type SerializeTuple = Finite<'a, S::SerializeTuple>;
    type SerializeTupleStruct = Finite<'a, S::SerializeTupleStruct>;
    type SerializeTupleVariant = Finite<'a, S::SerializeTupleVariant>;
    type SerializeMap = Finite<'a, S::SerializeMap>;
    type SerializeStruct = Finite<'a, S::SerializeStruct>;
    type SerializeStructVariant = Finite<'a, S::SerializeStructVariant>;

    fn serialize_f32(self, value: f32) -> Result<S::Ok, S::Error> {
        if value.is_finite() { self.inner.serialize_f32(value) } else { Err(not_finite(self.failed)) }
    }

    fn serialize_f64(self, value: f64) -> Result<S::Ok, S::Error> {
        if value.is_finite() { self.inner.serialize_f64(value) } else { Err(not_finite(self.failed)) }
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        let value = self.within(value);
        self.inner.serialize_some(&value)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        let value = self.within(value);
        self.inner.serialize_newtype_struct(name, &value)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        let value = self.within(value);
        self.inner.serialize_newtype_variant(name, index, variant, &value)
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.inner.collect_str(value)
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }

    pass_on! {
        serialize_bool(value: bool)
        serialize_i8(value: i8)
        serialize_i16(value: i16)
        serialize_i32(value: i32)
        serialize_i64(value: i64)
        serialize_i128(value: i128)
        serialize_u8(value: u8)
        serialize_u16(value: u16)
        serialize_u32(value: u32)
        serialize_u64(value: u64)
        serialize_u128(value: u128)
        serialize_char(value: char)
        serialize_str(value: &str)
        serialize_bytes(value: &[u8])
        serialize_none()
        serialize_unit()
        serialize_unit_struct(name: &'static str)
        serialize_unit_variant(name: &'static str, index: u32, variant: &'static str)
    }

    open! {
        serialize_seq(len: Option<usize>) -> SerializeSeq
        serialize_tuple(len: usize) -> SerializeTuple
        serialize_tuple_struct(name: &'static str, len: usize) -> SerializeTupleStruct
        serialize_tuple_variant(name: &'static str, index: u32, variant: &'static str, len: usize)
            -> SerializeTupleVariant
        serialize_map(len: Option<usize>) -> SerializeMap
        serialize_struct(name: &'static str, len: usize) -> SerializeStruct
        serialize_struct_variant(name: &'static str, index: u32, variant: &'static str, len: usize)
            -> SerializeStructVariant
    }
}

#[cold]
fn not_finite<E: Error>(failed: &Cell<bool>) -> E {
    failed.set(true);
    E::custom("a number that is not finite")
}

/// The parts of what was opened: each is [`Within`] it.
macro_rules! write_parts {
    ($($parts:ident { $($method:ident($($key:ident: $type:ty)?))* })*) => {$(
        impl<P: $parts> $parts for Finite<'_, P> {
            type Ok = P::Ok;
            type Error = P::Error;

            $(
                #[inline]
                fn $method<T: Serialize + ?Sized>(&mut self, $($key: $type,)? value: &T) -> Result<(), P::Error> {
                    let value = self.within(value);
                    self.inner.$method($($key,)? &value)
                }
            )*

            #[inline]
            fn end(self) -> Result<P::Ok, P::Error> {
                self.inner.end()
            }
        }
    )*};
}

write_parts! {
    SerializeSeq { serialize_element() }
    SerializeTuple { serialize_element() }
    SerializeTupleStruct { serialize_field() }
    SerializeTupleVariant { serialize_field() }
    SerializeMap { serialize_key() serialize_value() }
    SerializeStruct { serialize_field(key: &'static str) }
    SerializeStructVariant { serialize_field(key: &'static str) }
}
