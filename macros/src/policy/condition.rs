//! Conditions: comparisons of fields with constants, joined by `&&`, `||` and `!`. No arbitrary Rust, so that they can
//! be analysed.

mod read;

use std::fmt;

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;

pub use read::{field, read, value};

/// What stands behind `when`.
#[derive(Clone)]
pub enum Condition {
    Atom(Atom),
    Not(Box<Condition>),
    And(Vec<Condition>),
    Or(Vec<Condition>),
}

/// One question about one field.
#[derive(Clone)]
pub struct Atom {
    pub operand: Operand,
    pub test: Test,
}

#[derive(Clone)]
pub enum Operand {
    /// `input.address.country`: the word `input`, and the fields.
    Input(Ident, Vec<Ident>),
    /// `caller.kind`
    CallerKind(Span),
    /// `caller.trust_domain`
    CallerTrustDomain(Span),
}

#[derive(Clone)]
pub enum Test {
    /// The field itself, which is a `bool`.
    Holds,
    Compare(Operator, TokenStream, Value),
    /// Equal to one of them.
    In(Vec<Value>),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// A literal or the path of a constant.
#[derive(Clone)]
pub struct Value {
    pub tokens: TokenStream,
    pub constant: Constant,
}

/// What the macro knows of a value.
#[derive(Clone, PartialEq)]
pub enum Constant {
    Number(Number),
    Text(String),
    Bool(bool),
    /// `Currency::Eur`, with the path before the last segment.
    Variant {
        of: String,
        name: String,
    },
    /// A constant or something else that can be compared, and whose value is not known here.
    Opaque(String),
}

/// Whole numbers exactly, others as they are in Rust.
#[derive(Clone, Copy, PartialEq)]
pub enum Number {
    Whole(i128),
    Fraction(f64),
}

/// Tokens as a person writes a path or a number.
pub fn without_spaces(tokens: impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

impl Condition {
    /// Whether it asks anything of the input.
    pub fn reads_input(&self) -> bool {
        match self {
            Condition::Atom(atom) => matches!(atom.operand, Operand::Input(..)),
            Condition::Not(part) => part.reads_input(),
            Condition::And(parts) | Condition::Or(parts) => parts.iter().any(Condition::reads_input),
        }
    }

    /// Whether it asks anything of the caller.
    pub fn reads_caller(&self) -> bool {
        match self {
            Condition::Atom(atom) => !matches!(atom.operand, Operand::Input(..)),
            Condition::Not(part) => part.reads_caller(),
            Condition::And(parts) | Condition::Or(parts) => parts.iter().any(Condition::reads_caller),
        }
    }

    pub fn for_each_atom(&self, visit: &mut impl FnMut(&Atom)) {
        match self {
            Condition::Atom(atom) => visit(atom),
            Condition::Not(part) => part.for_each_atom(visit),
            Condition::And(parts) | Condition::Or(parts) => {
                parts.iter().for_each(|part| part.for_each_atom(visit));
            }
        }
    }
}

/// As it is written, on one line.
impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |f: &mut fmt::Formatter<'_>, parts: &[Condition], by: &str| {
            for (index, part) in parts.iter().enumerate() {
                if index > 0 {
                    write!(f, " {by} ")?;
                }
                match part {
                    Condition::Or(_) => write!(f, "({part})")?,
                    _ => part.fmt(f)?,
                }
            }
            Ok(())
        };
        match self {
            Condition::Atom(atom) => atom.fmt(f),
            Condition::Not(part) => match &**part {
                Condition::Atom(Atom { test: Test::Holds, .. }) => write!(f, "!{part}"),
                _ => write!(f, "!({part})"),
            },
            Condition::And(parts) => joined(f, parts, "&&"),
            Condition::Or(parts) => joined(f, parts, "||"),
        }
    }
}

impl fmt::Display for Atom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.operand.fmt(f)?;
        match &self.test {
            Test::Holds => Ok(()),
            Test::Compare(_, operator, value) => write!(f, " {} {value}", without_spaces(operator)),
            Test::In(values) => {
                let values: Vec<_> = values.iter().map(Value::to_string).collect();
                write!(f, " in [{}]", values.join(", "))
            }
        }
    }
}

impl fmt::Display for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Operand::Input(_, fields) => write!(f, "input.{}", dotted(fields)),
            Operand::CallerKind(_) => f.write_str("caller.kind"),
            Operand::CallerTrustDomain(_) => f.write_str("caller.trust_domain"),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.constant {
            // What is in quotes keeps its spaces.
            Constant::Text(_) => self.tokens.fmt(f),
            _ => f.write_str(&without_spaces(&self.tokens)),
        }
    }
}

/// `address.country`
pub fn dotted(fields: &[Ident]) -> String {
    fields.iter().map(Ident::to_string).collect::<Vec<_>>().join(".")
}
