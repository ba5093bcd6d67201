//! What the checks can look at: texts and maps, absent ones, and the bounded types by way of `validator`'s traits.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::BuildHasher;

use validator::{AsRegex, ValidateContains, ValidateEmail, ValidateLength, ValidateRegex, ValidateUrl};

use crate::bound::{BoundedMap, BoundedString, BoundedVec, RelativePath};

/// A text, or maybe one: what `ip` and `non_control_character` look at.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a text",
    label = "this check is for texts",
    note = "help: `ip` and `non_control_character` are for `String`, `BoundedString<N>` and the like, and options of them"
)]
pub trait Text {
    /// The text, if there is one.
    fn text(&self) -> Option<&str>;
}

/// What may hold a text: a longer text, or a map with texts as keys.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot contain a text",
    label = "this check is for texts and for maps with texts as keys",
    note = "help: `contains` and `does_not_contain` are for `String`, `BoundedString<N>`, `HashMap<String, _>` and the like, and options of them"
)]
pub trait Holds {
    /// Whether it holds `part`; `None` when it is absent itself.
    fn holds(&self, part: &str) -> Option<bool>;
}

macro_rules! texts {
    ($([$($generics:tt)*] $text:ty),* $(,)?) => {$(
        impl<$($generics)*> Text for $text {
            fn text(&self) -> Option<&str> {
                Some(self.as_ref())
            }
        }

        impl<$($generics)*> Holds for $text {
            fn holds(&self, part: &str) -> Option<bool> {
                let text: &str = self.as_ref();
                Some(text.validate_contains(part))
            }
        }
    )*};
}
texts!([] str, [] String, [] Box<str>, [] Cow<'_, str>, [const MAX: usize] BoundedString<MAX>, [const MAX: usize] RelativePath<MAX>);

impl<T: Text> Text for Option<T> {
    fn text(&self) -> Option<&str> {
        self.as_ref()?.text()
    }
}

impl<T: Text + ?Sized> Text for &T {
    fn text(&self) -> Option<&str> {
        T::text(self)
    }
}

impl<T: Holds> Holds for Option<T> {
    fn holds(&self, part: &str) -> Option<bool> {
        self.as_ref()?.holds(part)
    }
}

impl<T: Holds + ?Sized> Holds for &T {
    fn holds(&self, part: &str) -> Option<bool> {
        T::holds(self, part)
    }
}

impl<V, H: BuildHasher> Holds for HashMap<String, V, H> {
    fn holds(&self, part: &str) -> Option<bool> {
        Some(self.validate_contains(part))
    }
}

macro_rules! validated_as_text {
    ($($text:ident),*) => {$(
        impl<const MAX: usize> ValidateLength<u64> for $text<MAX> {
            fn length(&self) -> Option<u64> {
                self.as_str().length()
            }
        }

        impl<const MAX: usize> ValidateEmail for $text<MAX> {
            fn as_email_string(&self) -> Option<Cow<'_, str>> {
                Some(Cow::Borrowed(self.as_str()))
            }
        }

        impl<const MAX: usize> ValidateUrl for $text<MAX> {
            fn as_url_string(&self) -> Option<Cow<'_, str>> {
                Some(Cow::Borrowed(self.as_str()))
            }
        }

        impl<const MAX: usize> ValidateRegex for $text<MAX> {
            fn validate_regex(&self, regex: impl AsRegex) -> bool {
                self.as_str().validate_regex(regex)
            }
        }

        impl<const MAX: usize> ValidateContains for $text<MAX> {
            fn validate_contains(&self, needle: &str) -> bool {
                self.as_str().validate_contains(needle)
            }
        }
    )*};
}
validated_as_text!(BoundedString, RelativePath);

impl<T, const MAX: usize> ValidateLength<u64> for BoundedVec<T, MAX> {
    fn length(&self) -> Option<u64> {
        self.as_slice().length()
    }
}

impl<K, V, const MAX: usize> ValidateLength<u64> for BoundedMap<K, V, MAX> {
    fn length(&self) -> Option<u64> {
        self.len().try_into().ok()
    }
}
