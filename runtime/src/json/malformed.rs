//! What is wrong with a document, in words that its sender may read. Nothing here is the sender's own: no value, no key.

use std::fmt;

/// Why a document was not decoded: the first fault that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Malformed {
    /// Where it is, as a JSON Pointer (RFC 6901); empty for the whole document. Fields that the type knows stand in it
    /// by name and elements by index. Any other key is the caller's data, and stands in it as `*`.
    pub path: String,
    /// Whether the fault may also be deeper than `path`. serde holds tagged data back before it reads it; where in that
    /// data a fault is cannot be known.
    pub or_below: bool,
    /// What is wrong there.
    pub problem: Problem,
}

impl Malformed {
    /// A fault of the document as a whole.
    pub(super) fn document(problem: Problem) -> Malformed {
        Malformed { path: String::new(), or_below: false, problem }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.path.as_str(), self.or_below) {
            ("", false) => {}
            ("", true) => f.write_str("in the document: ")?,
            (path, false) => write!(f, "at {path}: ")?,
            (path, true) => write!(f, "at {path} or below it: ")?,
        }
        self.problem.fmt(f)
    }
}

impl std::error::Error for Malformed {}

/// What is wrong at a place in a document. `Display` is the text for its sender.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// There is nothing but white space.
    Empty,
    /// The bytes from `offset` on are not UTF-8.
    NotUtf8 {
        /// How many bytes are in order.
        offset: usize,
    },
    /// The document starts with U+FEFF, which is no part of JSON.
    ByteOrderMark,
    /// The grammar of JSON is broken. Lines and columns count from 1, columns in characters.
    NotJson {
        /// The line.
        line: usize,
        /// The character in the line.
        column: usize,
    },
    /// Something follows the document.
    TrailingData {
        /// The line on which it starts.
        line: usize,
        /// The character in the line.
        column: usize,
    },
    /// More arrays and objects inside one another than are read.
    TooDeep {
        /// How many may be.
        max: usize,
    },
    /// An object has the same key twice, after unescaping.
    RepeatedKey,
    /// A key that a JSON library uses for its own ends.
    ReservedKey,
    /// A string has half of a surrogate pair.
    LoneSurrogate,
    /// A number that is no finite `f64`, or an integer that is neither an `i64` nor a `u64`.
    NumberOutOfRange,
    /// Another kind of value than was expected.
    WrongType {
        /// What was expected.
        expected: String,
        /// The kind of what was found.
        found: &'static str,
    },
    /// The right kind of value, but not one that is accepted.
    WrongValue {
        /// What was expected.
        expected: String,
    },
    /// An array of the wrong length.
    WrongLength {
        /// What was expected.
        expected: String,
    },
    /// A field that the type does not have.
    UnknownField {
        /// The fields that it has; empty where serde does not say.
        known: &'static [&'static str],
    },
    /// A variant that the type does not have.
    UnknownVariant {
        /// The variants that it has.
        known: &'static [&'static str],
    },
    /// A required field is missing from the object.
    MissingField {
        /// Its name.
        field: &'static str,
    },
    /// Code of the type refused the value. Its own text may hold the value, so it is not kept.
    Unacceptable,
}

impl Problem {
    /// One word for the kind of problem; does not change between versions.
    pub fn code(&self) -> &'static str {
        match self {
            Problem::Empty => "empty",
            Problem::NotUtf8 { .. } => "not_utf8",
            Problem::ByteOrderMark => "byte_order_mark",
            Problem::NotJson { .. } => "not_json",
            Problem::TrailingData { .. } => "trailing_data",
            Problem::TooDeep { .. } => "too_deep",
            Problem::RepeatedKey => "repeated_key",
            Problem::ReservedKey => "reserved_key",
            Problem::LoneSurrogate => "lone_surrogate",
            Problem::NumberOutOfRange => "number_out_of_range",
            Problem::WrongType { .. } => "wrong_type",
            Problem::WrongValue { .. } => "wrong_value",
            Problem::WrongLength { .. } => "wrong_length",
            Problem::UnknownField { .. } => "unknown_field",
            Problem::UnknownVariant { .. } => "unknown_variant",
            Problem::MissingField { .. } => "missing_field",
            Problem::Unacceptable => "unacceptable",
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Empty => f.write_str("the document is empty"),
            Problem::NotUtf8 { offset } => write!(f, "not UTF-8 from byte {offset} on"),
            Problem::ByteOrderMark => f.write_str("a byte order mark stands before the document"),
            Problem::NotJson { line, column } => write!(f, "not JSON at line {line}, column {column}"),
            Problem::TrailingData { line, column } => {
                write!(f, "more than one document: another starts at line {line}, column {column}")
            }
            Problem::TooDeep { max } => write!(f, "nested more than {max} deep"),
            Problem::RepeatedKey => f.write_str("the same key twice"),
            Problem::ReservedKey => f.write_str("a key that is reserved"),
            Problem::LoneSurrogate => f.write_str("half of a surrogate pair in a string"),
            Problem::NumberOutOfRange => f.write_str("a number that is out of range"),
            Problem::WrongType { expected, found } => write!(f, "expected {expected}, found {found}"),
            Problem::WrongValue { expected } => write!(f, "expected {expected}"),
            Problem::WrongLength { expected } => write!(f, "expected {expected}, found another length"),
            Problem::UnknownField { known } => {
                f.write_str("a field that is not known")?;
                list(f, "; known: ", known)
            }
            Problem::UnknownVariant { known } => {
                f.write_str("a variant that is not known")?;
                list(f, "; known: ", known)
            }
            Problem::MissingField { field } => write!(f, "the field `{field}` is missing"),
            Problem::Unacceptable => f.write_str("a value that is not accepted"),
        }
    }
}

fn list(f: &mut fmt::Formatter<'_>, before: &str, names: &[&str]) -> fmt::Result {
    let mut between = before;
    for name in names {
        write!(f, "{between}`{name}`")?;
        between = ", ";
    }
    Ok(())
}
