//! Calls, as a rule sees them: what is called, what it is given, what becomes of the result.

use super::name::Name;
use crate::diagnostics::Place;

/// `path(..)`, or `path` as a value.
#[derive(Debug)]
pub struct Function {
    /// The path, with the body's own imports followed.
    pub name: Name,
    /// How many arguments; `None` for a function that is given away as a value, as in `.map(Option::unwrap)`.
    pub arguments: Option<usize>,
    /// What is known of each argument. Empty where the arguments do not parse.
    pub literals: Vec<Argument>,
    /// Whether there are arguments and all of them are literals and constants.
    pub on_constants: bool,
    /// The last names of the types in the path's brackets, and in those of the alias that it names: `Hmac` and `Md5` for
    /// `<Hmac<Md5>>::new(key)`.
    pub types: Vec<String>,
    /// What becomes of the result.
    pub result: Outcome,
}

/// `receiver.name(..)`.
#[derive(Debug)]
pub struct Method {
    /// The method's name.
    pub name: String,
    /// How many arguments, without the receiver.
    pub arguments: usize,
    /// What is known of each argument. Empty where the arguments do not parse.
    pub literals: Vec<Argument>,
    /// Whether it is called on `self`.
    pub on_self: bool,
    /// Whether the first argument is a text: a literal or a `format!`.
    pub with_text: bool,
    /// Whether the receiver is made of literals and constants only.
    pub on_constant: bool,
    /// The function, if any, with whose call the chain of methods begins: `Builder::new` of `Builder::new().spawn(f)`.
    pub begins_with: Option<Name>,
    /// The method, if any, that is called just before this one: `lock` of `x.lock().unwrap()`.
    pub follows: Option<String>,
    /// What becomes of the result.
    pub result: Outcome,
}

/// `path!(..)`.
#[derive(Debug)]
pub struct Macro {
    /// The path, with the body's own imports followed.
    pub name: Name,
    /// What is known of each argument, if they are expressions.
    pub literals: Vec<Argument>,
    /// Whether what the macro judges is made of literals and constants only: the first argument, and for
    /// `assert_eq!` and `assert_ne!` the first two.
    pub on_constants: bool,
}

/// What becomes of a call's result, which tells a future from a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// `.await`ed: it is a future.
    Awaited,
    /// `?`, `.unwrap()`, `match` and the like: it is a `Result` or an `Option`, not a future.
    Taken,
    /// `if let Some(x) = f()` and the like: it is an `Option`, and no `Result`.
    Optional,
    /// Thrown away: `f();`, `let _ = f();`.
    Dropped,
    /// Anything else.
    Unknown,
}

/// The forms of unsafe code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsafe {
    /// `unsafe { .. }`.
    Block,
    /// `unsafe fn`, `unsafe impl`, `unsafe trait`, `unsafe extern`, `extern { .. }`, `#[unsafe(..)]`.
    Item,
    /// `static mut`.
    StaticMut,
    /// `*const T`, `*mut T`, `&raw const x`.
    RawPointer,
}

/// An argument of a call, as far as it is known without running anything.
#[derive(Debug)]
pub struct Argument {
    /// What is known of it.
    pub known: Known,
    /// All of it.
    pub place: Place,
}

/// What is known of a value where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// A literal of text or bytes, also with `&` before it or `.to_string()` and the like behind it.
    Text(String),
    /// `true`, `false`.
    Bool(bool),
    /// A number without a sign, also under an `as`.
    Int(u128),
    /// A path, a variable or a field, as it is written: `SslVerifyMode::NONE`, `key`, `self.key`.
    Path(String),
    /// An array of so many literals: `[0; 16]`, `[1, 2, 3]`; `()` has none.
    List(usize),
    /// Nothing is known.
    Unknown,
}
