//! Bounds for types that have none of their own, given by `#[validate(length(max = …))]`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{Bounded, Faults, Path};

/// Which control characters a text may hold. NUL is never allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Controls {
    /// None: the default.
    Refused,
    /// All but NUL, for texts of several lines: `#[validate(allow_control)]`.
    Allowed,
}

/// A type that is bounded once its length is at most `MAX`: characters of a text, elements of a list,
/// entries of a map.
///
/// `#[data]` and `#[capability]` use it for a field with `length(max = …)`.
///
/// ```
/// use portcullis::bound::Within;
///
/// assert_eq!(<String as Within<10>>::MAX_JSON_BYTES, 122);
/// ```
#[diagnostic::on_unimplemented(
    message = "`length(max = {MAX})` does not bound `{Self}`",
    label = "this type has no length, or its elements have no bound of their own",
    note = "help: `length` bounds texts, lists, sets and maps; what they hold must be `Bounded` by itself, such as `BoundedString<N>`",
    note = "see: cargo portcullis explain P202"
)]
pub trait Within<const MAX: usize> {
    /// The most bytes that a value of at most this length can need as escaped compact JSON.
    const MAX_JSON_BYTES: usize;

    /// Checks the length and what the value holds.
    fn check_within(&self, controls: Controls, at: &Path<'_>, faults: &mut Faults);
}

/// Bytes of a JSON text of at most `characters`: two quotes, and `\ud83d\ude00` for each character.
pub(crate) const fn text_bytes(characters: usize) -> usize {
    characters.saturating_mul(12).saturating_add(2)
}

/// Bytes of a JSON list of at most `length` elements with their commas.
pub(crate) const fn list_bytes(length: usize, element: usize) -> usize {
    length.saturating_mul(element.saturating_add(1)).saturating_add(2)
}

/// Bytes of a JSON map of at most `length` entries; keys that are numbers are quoted.
pub(crate) const fn map_bytes(length: usize, key: usize, value: usize) -> usize {
    list_bytes(length, key.saturating_add(value).saturating_add(3))
}

/// Rejects NUL always, and the other control characters unless they are allowed.
pub(crate) fn check_text(text: &str, controls: Controls, at: &Path<'_>, faults: &mut Faults) {
    let refused = match controls {
        // Most texts are ASCII, which is read faster as bytes.
        Controls::Refused if text.is_ascii() => text.bytes().any(|byte| byte.is_ascii_control()),
        Controls::Refused => text.chars().any(char::is_control),
        Controls::Allowed => text.bytes().any(|byte| byte == b'\0'),
    };
    if refused {
        faults.add(at, "control_character", &[]);
    }
}

pub(crate) fn check_length(length: usize, max: usize, at: &Path<'_>, faults: &mut Faults) {
    if length > max {
        faults.add(at, "length", &[("max", max.into())]);
    }
}

macro_rules! text_within {
    ($($text:ty),*) => {$(
        impl<const MAX: usize> Within<MAX> for $text {
            const MAX_JSON_BYTES: usize = text_bytes(MAX);

            fn check_within(&self, controls: Controls, at: &Path<'_>, faults: &mut Faults) {
                // Bytes first: most texts are short, and counting characters costs a pass.
                if self.len() > MAX {
                    check_length(self.chars().count(), MAX, at, faults);
                }
                check_text(self, controls, at, faults);
            }
        }
    )*};
}
text_within!(String, Box<str>, Cow<'_, str>);

macro_rules! list_within {
    ($($list:ident<T $(, $extra:ident)?>),*) => {$(
        impl<const MAX: usize, T: Bounded $(, $extra)?> Within<MAX> for $list<T $(, $extra)?> {
            const MAX_JSON_BYTES: usize = list_bytes(MAX, T::MAX_JSON_BYTES);

            fn check_within(&self, _: Controls, at: &Path<'_>, faults: &mut Faults) {
                check_length(self.len(), MAX, at, faults);
                for (index, element) in self.iter().enumerate() {
                    element.check(&at.index(index), faults);
                }
            }
        }
    )*};
}
list_within!(Vec<T>, BTreeSet<T>, HashSet<T, S>);

macro_rules! map_within {
    ($($map:ident<K, V $(, $extra:ident)?>),*) => {$(
        impl<const MAX: usize, K: Bounded, V: Bounded $(, $extra)?> Within<MAX> for $map<K, V $(, $extra)?> {
            const MAX_JSON_BYTES: usize = map_bytes(MAX, K::MAX_JSON_BYTES, V::MAX_JSON_BYTES);

            fn check_within(&self, _: Controls, at: &Path<'_>, faults: &mut Faults) {
                check_length(self.len(), MAX, at, faults);
                for (key, value) in self {
                    let entry = at.entry();
                    key.check(&entry, faults);
                    value.check(&entry, faults);
                }
            }
        }
    )*};
}
map_within!(BTreeMap<K, V>, HashMap<K, V, S>);

impl<const MAX: usize, T: Within<MAX>> Within<MAX> for Option<T> {
    const MAX_JSON_BYTES: usize = if T::MAX_JSON_BYTES > 4 { T::MAX_JSON_BYTES } else { 4 };

    fn check_within(&self, controls: Controls, at: &Path<'_>, faults: &mut Faults) {
        if let Some(value) = self {
            value.check_within(controls, at, faults);
        }
    }
}
