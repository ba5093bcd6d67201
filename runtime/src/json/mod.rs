//! Strict JSON: bytes into a typed value at two speeds, and a value into bytes that cannot outgrow a limit.
//!
//! [`decode`] first [scans](scan) the bytes for what serde_json lets through, then serde_json reads them. Only when one
//! of the two says no, the document is [read again](explain), slowly, to say where and why. What comes out of a failed
//! decoding holds the author's words and JSON's; it must never hold a value or a key of the caller's.

mod canonical;
mod encode;
mod explain;
mod field;
mod finite;
mod flaw;
mod keys;
mod malformed;
mod parts;
mod reader;
mod scan;
pub mod strict;
#[cfg(test)]
mod tests;
mod token;
mod words;

pub(crate) use canonical::{canonical, visible};
pub(crate) use encode::{EncodeError, encode, measure};
pub(crate) use field::{string_at, unescape_into};
pub use malformed::{Malformed, Problem};

use serde::de::DeserializeOwned;

/// How many arrays and objects may stand inside one another in what is decoded.
pub(crate) const MAX_DEPTH: usize = 32;

/// Decodes one JSON document (RFC 8259), and refuses what other parsers would read in another way: repeated keys, lone
/// surrogates, numbers that no `i64`, `u64` or `f64` holds, a byte order mark, anything after the document.
///
/// An integer must fit an `i64` or a `u64`, also where an `f64` or a `u128` is asked for: two readers of a larger one
/// seldom agree on its value. Written with an exponent, any finite `f64` will do.
pub(crate) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Malformed> {
    let text = std::str::from_utf8(bytes)
        .map_err(|error| Malformed::document(Problem::NotUtf8 { offset: error.valid_up_to() }))?;
    match scan::scan(text) {
        Ok(()) => serde_json::from_str(text).map_err(|error| explain::explain_refusal::<T>(text, &error)),
        Err(fault) => Err(explain::explain_fault::<T>(text, *fault)),
    }
}
