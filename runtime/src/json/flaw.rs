//! The error of the slow reading. Of all that serde's error constructors are given it keeps what the author of the type
//! wrote and the kind of JSON that was found; never the value, never a key, and no free text.

use std::fmt;

use serde::de::{self, Expected, Unexpected};

use super::malformed::{Malformed, Problem};
use super::words;

#[derive(Debug)]
pub(super) struct Flaw {
    problem: Problem,
    /// A JSON Pointer, from the place that the flaw has been handed out to so far.
    path: String,
    /// Whether it came to be while a place was being read, and not after.
    located: bool,
    or_below: bool,
    /// Whether it came to be while an enum's tag was being read, whose key is therefore the author's word.
    in_tag: bool,
}

impl Flaw {
    pub(super) fn new(problem: Problem) -> Flaw {
        Flaw { problem, path: String::new(), located: false, or_below: false, in_tag: false }
    }

    pub(super) fn wrong_type(expected: String, found: &'static str) -> Flaw {
        Flaw::new(Problem::WrongType { expected, found })
    }

    /// For a flaw that comes out of the reading of one place.
    pub(super) fn located(self) -> Flaw {
        Flaw { located: true, ..self }
    }

    /// For a flaw that comes out of the code for one place. If the place had been read to its end, the code held the
    /// data back, and nobody knows where in it the flaw is; unless the place holds but one thing.
    pub(super) fn settled(self, container: bool) -> Flaw {
        Flaw { located: true, or_below: self.or_below || (!self.located && container), ..self }
    }

    /// One step up. `key` is what leads from there to here if it is the author's or a number.
    pub(super) fn under(mut self, key: Option<&str>) -> Flaw {
        let step = key.map_or_else(|| "*".to_owned(), |key| key.replace('~', "~0").replace('/', "~1"));
        self.path = format!("/{step}{}", self.path);
        self.in_tag = false;
        self
    }

    pub(super) fn in_tag(self) -> Flaw {
        Flaw { in_tag: true, ..self }
    }

    pub(super) fn is_in_tag(&self) -> bool {
        self.in_tag
    }

    pub(super) fn into_malformed(self) -> Malformed {
        Malformed { path: self.path, or_below: self.or_below, problem: self.problem }
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem.fmt(f)
    }
}

impl std::error::Error for Flaw {}

impl de::Error for Flaw {
    fn custom<T: fmt::Display>(message: T) -> Flaw {
        // serde says so only here when a struct flattens another: the fields are known to both, but to none in full.
        if starts_with(&message, "unknown field `") {
            return Flaw::new(Problem::UnknownField { known: &[] });
        }
        Flaw::new(Problem::Unacceptable)
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Flaw {
        Flaw::wrong_type(words::expected(expected), kind(&unexpected))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Flaw {
        Flaw::new(Problem::WrongValue { expected: words::expected(expected) })
    }

    fn invalid_length(_: usize, expected: &dyn Expected) -> Flaw {
        Flaw::new(Problem::WrongLength { expected: words::expected(expected) })
    }

    fn unknown_variant(_: &str, known: &'static [&'static str]) -> Flaw {
        Flaw::new(Problem::UnknownVariant { known })
    }

    fn unknown_field(_: &str, known: &'static [&'static str]) -> Flaw {
        Flaw::new(Problem::UnknownField { known })
    }

    fn missing_field(field: &'static str) -> Flaw {
        Flaw::new(Problem::MissingField { field })
    }

    fn duplicate_field(_: &'static str) -> Flaw {
        // One field under two of its names: as they stand in the document, the keys differ.
        Flaw::new(Problem::RepeatedKey)
    }
}

fn kind(unexpected: &Unexpected<'_>) -> &'static str {
    match unexpected {
        Unexpected::Bool(_) => "a boolean",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) => "an integer",
        Unexpected::Float(_) => "a number with a fraction or an exponent",
        Unexpected::Char(_) | Unexpected::Str(_) | Unexpected::Bytes(_) => "a string",
        Unexpected::Unit | Unexpected::Option => "null",
        Unexpected::Seq => "an array",
        Unexpected::Map => "an object",
        Unexpected::UnitVariant => "a variant without content",
        Unexpected::NewtypeVariant | Unexpected::TupleVariant | Unexpected::StructVariant => {
            "a variant with content"
        }
        Unexpected::Enum | Unexpected::NewtypeStruct | Unexpected::Other(_) => "another value",
    }
}

/// Whether a message starts with some words; no more of it is looked at, and none of it is kept.
fn starts_with(message: &dyn fmt::Display, words: &str) -> bool {
    /// What is still to be found.
    struct Expected<'a>(&'a [u8]);
    impl fmt::Write for Expected<'_> {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            let text = text.as_bytes();
            let len = text.len().min(self.0.len());
            let found = text.get(..len).and_then(|start| self.0.strip_prefix(start)).ok_or(fmt::Error)?;
            self.0 = found;
            // An error is the way to tell a long message to stop.
            if found.is_empty() { Err(fmt::Error) } else { Ok(()) }
        }
    }
    let mut expected = Expected(words.as_bytes());
    let _stopped = fmt::write(&mut expected, format_args!("{message}"));
    expected.0.is_empty()
}
