//! What may be given to a program as a value, and what could be taken for an option.

use std::borrow::Cow;

use crate::bound::{BoundedString, RelativePath};

/// A value that a program is given as one argument: a text, a number, a path. Sealed.
///
/// A [`RelativePath`] is written with `./` before it, so that it is no option whatever its name is: of the file `-rf` the
/// program reads `./-rf`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a program's argument",
    label = "not a text, a number or a `RelativePath`",
    note = "help: give its text as `&str`, or add one argument for each of its parts"
)]
pub trait Argument: sealed::Sealed {
    /// The text of the argument.
    #[doc(hidden)]
    fn text(&self) -> Cow<'_, str>;
}

mod sealed {
    pub trait Sealed {}
}

/// Whether a program could take this for something else than a value: options begin with `-`, or one of its look-alikes;
/// some programs take `+` for one as well, and `@` for a file with more arguments.
pub(super) fn looks_like_option(text: &str) -> bool {
    text.starts_with(['-', '+', '@', '\u{2212}', '\u{fe58}', '\u{fe63}', '\u{ff0d}'])
        || text.starts_with(|first| ('\u{2010}'..='\u{2015}').contains(&first))
}

impl sealed::Sealed for str {}

impl Argument for str {
    fn text(&self) -> Cow<'_, str> {
        self.into()
    }
}

impl sealed::Sealed for String {}

impl Argument for String {
    fn text(&self) -> Cow<'_, str> {
        self.as_str().into()
    }
}

impl<const MAX: usize> sealed::Sealed for BoundedString<MAX> {}

impl<const MAX: usize> Argument for BoundedString<MAX> {
    fn text(&self) -> Cow<'_, str> {
        self.as_str().into()
    }
}

impl<const MAX: usize> sealed::Sealed for RelativePath<MAX> {}

impl<const MAX: usize> Argument for RelativePath<MAX> {
    fn text(&self) -> Cow<'_, str> {
        if self.is_root() { self.as_str().into() } else { format!("./{self}").into() }
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {
        $(
            impl sealed::Sealed for $number {}

            impl Argument for $number {
                fn text(&self) -> Cow<'_, str> {
                    self.to_string().into()
                }
            }
        )*
    };
}
numbers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_an_option_looks_like_one() {
        for text in
            ["-", "--", "-x", "--exec=sh", "+cmd", "@file", "–en", "—em", "−minus", "－wide", "﹣small", "‐x"]
        {
            assert!(looks_like_option(text), "{text}");
        }
        for text in ["", "a-b", "./-x", "/etc", " -x", "=", "5", "a@b", "日本"] {
            assert!(!looks_like_option(text), "{text}");
        }
    }

    #[test]
    fn texts_and_numbers_are_given_as_they_are() {
        let bounded: BoundedString<9> = "a b".parse().unwrap();
        let owned = String::from("a b");
        let texts = [bounded.text(), "a b".text(), owned.text()];
        assert_eq!(texts, ["a b"; 3]);
        assert_eq!((5_u8.text(), (-5_i64).text()), ("5".into(), "-5".into()));
    }

    #[test]
    fn a_path_is_never_an_option() {
        for (path, text) in [("-rf", "./-rf"), ("a/-b", "./a/-b"), (".", "."), ("@file", "./@file")] {
            let path: RelativePath = path.parse().unwrap();
            assert_eq!(path.text(), text);
            assert!(!looks_like_option(&path.text()));
        }
    }
}
