//! Follows values inside a function, from where they come in to where they do harm.
//!
//! The walk goes over the syntax once, in the order in which it would run, and keeps for each variable what is known of its
//! value ([`Value`]): what its content could still do, where it comes from, what made it. Branches are joined, a branch
//! that returns does not count for what follows, a condition takes away what it excludes. What it sees on the way is a
//! flat list of [`Site`]s; which of them is wrong is for the rules to say. `table.rs` and `sinks.rs` hold what is known of
//! functions and methods, one line each; `crossing.rs` leads from one file of a crate to the others. It must never report
//! anything itself.

mod class;
pub(crate) mod crossing;
mod expand;
mod expression;
mod format;
mod guard;
mod names;
mod number;
mod pattern;
mod shown;
mod sinks;
mod state;
mod table;
mod value;
mod walk;

#[cfg(feature = "files")]
pub(crate) use class::Structure;
pub(crate) use expression::{is_format, is_log};
pub use names::{Credential, is_credential, is_password, is_personal};
pub use number::{Number, NumberKind};
pub use value::{Called, Known, Maker, Traits, Value};
pub(crate) use walk::{Inputs, read};

use crate::diagnostics::Place;
use crate::facts::Name;

/// Something that is done with values.
#[derive(Debug)]
pub struct Site {
    /// What is done.
    pub what: Use,
    /// The tokens that name it.
    pub place: Place,
    /// The exceptions that it stands under.
    pub exceptions: Vec<usize>,
    /// In code that is annotated as a capability, a plugin, or an entry point of another framework.
    pub annotated: bool,
    /// Seen with what another file gave to the function.
    pub(crate) crossed: bool,
    /// What can do harm here: the danger, and the number of the argument.
    reached: Vec<(Traits, usize)>,
}

/// What is done with values.
#[derive(Debug)]
pub enum Use {
    /// `path(..)`.
    Function {
        /// The path, with imports followed as far as they are known.
        name: Name,
        /// What it is given.
        arguments: Vec<Argument>,
    },
    /// `receiver.name(..)`.
    Method {
        /// The method's name.
        name: String,
        /// What it is called on.
        receiver: Argument,
        /// What it is given.
        arguments: Vec<Argument>,
    },
    /// `path!(..)`, with the values that go into its text, and those that stand beside it as fields.
    Macro {
        /// The path, with imports followed as far as they are known.
        name: Name,
        /// What goes into the text, or is given to a macro that makes no text.
        arguments: Vec<Argument>,
        /// The fields beside the text, as in `info!(customer = %id, "paid")`.
        fields: Vec<Argument>,
    },
    /// `Type { field: value }`.
    Struct {
        /// The type's path.
        name: Name,
        /// The fields by name.
        fields: Vec<(String, Argument)>,
    },
    /// An operator between values: `a + b`, `a == b`; `a[i]` has the list and the index.
    Operator {
        /// The operator.
        operator: Operator,
        /// The values, from left to right.
        operands: Vec<Argument>,
    },
    /// `[x; count]`, `vec![x; count]`.
    Repeat {
        /// How often.
        count: Argument,
    },
    /// `let name = value`, `name = value`, and constants of the body.
    Bound {
        /// The variable's name.
        name: String,
        /// Its value.
        value: Argument,
    },
    /// `write!(out, ..)`, where `out` is no text that is put together here: all that is written at once.
    Written(Argument),
    /// `"name": value` in the language of a macro, such as `json!`.
    Entry {
        /// The name.
        name: String,
        /// Its value.
        value: Argument,
    },
    /// What the function gives back: its last expression, `return`, and what `?` passes on is not among it.
    Returned(Argument),
}

/// The operators that rules ask about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `a + b`, `a += b`.
    Add,
    /// `a - b`, `a -= b`.
    Subtract,
    /// `a * b`, `a *= b`.
    Multiply,
    /// `a == b`, `a != b`.
    Equal,
    /// `a < b`, `a >= b` and their kin.
    Order,
    /// `a ^ b`, `a ^= b`.
    Xor,
    /// `a[i]`.
    Index,
    /// `a[i..j]`.
    Slice,
    /// `a as T`, with the last name of the type.
    Cast(String),
}

/// A value where it is used.
#[derive(Clone, Debug)]
pub struct Argument {
    /// What is known of it.
    pub value: Value,
    /// Where it stands.
    pub place: Place,
    /// The names in the expression, as far as it is a path, a field or a chain of methods: `self.pool.acquire`.
    pub names: String,
}

impl Argument {
    /// Whether one of the words in its names is one of these: `db` of `self.main_db`.
    pub fn is_named_like(&self, words: &[&str]) -> bool {
        self.names.split(|c: char| !c.is_ascii_alphanumeric()).any(|name| words.contains(&name))
    }

    /// The last of its names.
    pub fn name(&self) -> &str {
        self.names.rsplit('.').next().unwrap_or_default()
    }
}

impl Site {
    /// Where a content stands that could do one of these: the danger and the argument. The argument is `None` where it was
    /// given to a builder before.
    pub fn reached(&self, dangers: Traits) -> impl Iterator<Item = (Traits, Option<&Argument>)> {
        self.reached.iter().filter(move |(danger, _)| dangers.has_any(*danger)).map(|&(danger, at)| {
            let argument = match &self.what {
                Use::Function { arguments, .. }
                | Use::Method { arguments, .. }
                | Use::Macro { arguments, .. } => arguments.get(at),
                Use::Entry { value, .. } => Some(value),
                Use::Repeat { count: given } | Use::Returned(given) | Use::Written(given) => Some(given),
                _ => None,
            };
            (danger, argument)
        })
    }

    /// Whether somebody outside certainly chose this value: it came in from there, or is given to a tool or a handler.
    pub fn is_chosen_outside(&self, value: &Value) -> bool {
        self.annotated || (value.traits | value.of_fields).has_any(Traits::OUTSIDE)
    }

    /// What is called, as one would say it: `File::open`, `.execute()`, `info!`.
    pub fn called(&self) -> String {
        match &self.what {
            Use::Function { name, .. } => name.to_string(),
            Use::Method { name, .. } => format!(".{name}()"),
            Use::Macro { name, .. } => format!("{name}!"),
            Use::Struct { name, .. } => name.to_string(),
            Use::Written(_) => "write!".to_owned(),
            Use::Repeat { .. } => "vec![..; n]".to_owned(),
            _ => String::new(),
        }
    }
}
