//! What the types of this module have in common: each is an ASCII text of a known length, in JSON and elsewhere.

use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Deserializer, Error, Unexpected, Visitor};

/// A type that is written as a text.
pub(super) trait Written: FromStr<Err: Display> {
    /// What is expected, for whoever sent something else: "a date".
    const WHAT: &'static str;
}

/// Bytes of JSON of an ASCII text of so many characters, each of them escaped.
pub(super) const fn ascii_bytes(characters: usize) -> usize {
    characters.saturating_mul(6).saturating_add(2)
}

/// Reads a text, and tells why another one will not do.
pub(super) fn read<'de, T: Written, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_str(WrittenVisitor(PhantomData))
}

struct WrittenVisitor<T>(PhantomData<T>);

impl<T: Written> Visitor<'_> for WrittenVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::WHAT)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        // Decoders pass on to callers what was expected, so the reason goes there.
        text.parse().map_err(|error: T::Err| {
            E::invalid_value(Unexpected::Other("another text"), &format!("{}, not {error}", T::WHAT).as_str())
        })
    }
}

/// Makes a type input and output as the text that `Display` writes and `FromStr` reads.
macro_rules! written {
    ([$($generics:tt)*] $type:ty, $what:literal, $characters:expr, $name:expr, $schema:tt) => {
        impl<$($generics)*> $crate::ready::written::Written for $type {
            const WHAT: &'static str = $what;
        }

        impl<$($generics)*> serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de, $($generics)*> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::ready::written::read(deserializer)
            }
        }

        impl<$($generics)*> $crate::bound::Bounded for $type {
            const MAX_JSON_BYTES: usize = $crate::ready::written::ascii_bytes($characters);

            /// The type proves it all.
            fn check(&self, _: &$crate::bound::Path<'_>, _: &mut $crate::bound::Faults) {}
        }

        impl<$($generics)*> $crate::Disclose for $type {}

        impl<$($generics)*> schemars::JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!($schema)
            }
        }
    };
}
pub(super) use written;
