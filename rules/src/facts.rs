//! Facts about a function's body: what it calls, which macros it invokes, which texts it holds, what is unsafe.
//!
//! This module and those below it are the only code that visits syntax; a rule reads the flat list and never the
//! tree. It must never say whether a fact is good or bad.

mod attributes;
mod calls;
mod constant;
mod macro_body;
mod name;
mod reader;
mod scope;
mod spelling;
mod tokens;

use crate::diagnostics::Place;
pub use attributes::is_test_code;
pub use name::Name;
use reader::Subject;

/// What a body does, in one flat list.
///
/// ```
/// use portcullis_rules::facts::{Facts, What};
///
/// let function: syn::ItemFn = syn::parse_quote! {
///     async fn pause() {
///         use std::thread as threads;
///         threads::sleep(std::time::Duration::from_secs(1));
///     }
/// };
/// let facts = Facts::of(&function.sig, &function.block);
/// assert!(facts.iter().any(|fact| match &fact.what {
///     What::Function(function) => function.name.is_in("std::thread") && fact.context.asynchronous,
///     _ => false,
/// }));
/// ```
#[derive(Debug)]
pub struct Facts {
    all: Vec<Fact>,
    exceptions: Vec<usize>,
    lifted: Vec<usize>,
}

impl Facts {
    /// Reads a function's body once. Test code (`#[test]`, `#[cfg(test)]`) is left out.
    pub fn of(signature: &syn::Signature, body: &syn::Block) -> Self {
        Self::beside(&[], signature, body)
    }

    /// Reads a function's body, which stands beside these items: their `use` lines are followed.
    pub fn beside(items: &[syn::Item], signature: &syn::Signature, body: &syn::Block) -> Self {
        Self::read(Subject::Function(signature, body), items)
    }

    /// Reads all that is in an item, which stands beside these.
    pub fn of_item(items: &[syn::Item], item: &syn::Item) -> Self {
        Self::read(Subject::Item(item), items)
    }

    /// Reads all that is in an item of an `impl`.
    pub fn of_impl_item(item: &syn::ImplItem) -> Self {
        Self::read(Subject::ImplItem(item), &[])
    }

    fn read(subject: Subject<'_>, beside: &[syn::Item]) -> Self {
        let (all, exceptions) = reader::read(subject, beside);
        Self { all, exceptions, lifted: Vec::new() }
    }

    /// Every fact, in no particular order; without those that stand under an exception to the rule that asks.
    pub fn iter(&self) -> impl Iterator<Item = &Fact> {
        self.all.iter().filter(|fact| !fact.exceptions.iter().any(|number| self.lifted.contains(number)))
    }

    /// Leaves out what stands under these exceptions, and nothing else.
    pub(crate) fn lift(&mut self, exceptions: Vec<usize>) {
        self.lifted = exceptions;
    }

    /// Whether this exception stands on a statement or an item.
    pub(crate) fn has_exception(&self, number: usize) -> bool {
        self.exceptions.contains(&number)
    }
}

/// One thing that a body does.
#[derive(Debug)]
pub struct Fact {
    /// The thing.
    pub what: What,
    /// The tokens that name it.
    pub place: Place,
    /// The code around it.
    pub context: Context,
    /// The exceptions that it stands under: the numbers of `#[exception = 0]` on statements and items around it.
    pub exceptions: Vec<usize>,
}

/// The kinds of facts.
#[derive(Debug)]
pub enum What {
    /// A function that is called, or given away as a value.
    Function(Function),
    /// A method call.
    Method(Method),
    /// A macro that is invoked.
    Macro(Macro),
    /// A literal of text or bytes, or the joined literals of a `concat!`.
    Text(String),
    /// Something that only unsafe code needs.
    Unsafe(Unsafe),
}

/// `path(..)`, or `path` as a value.
#[derive(Debug)]
pub struct Function {
    /// The path, with the body's own imports followed.
    pub name: Name,
    /// How many arguments; `None` for a function that is given away as a value, as in `.map(Option::unwrap)`.
    pub arguments: Option<usize>,
    /// Whether there are arguments and all of them are literals and constants.
    pub on_constants: bool,
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

/// The code around a fact.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context {
    /// The innermost function, block or closure runs on an async worker.
    pub asynchronous: bool,
    /// Inside something that is reported as [`Unsafe::Block`] or [`Unsafe::Item`] already.
    pub in_unsafe: bool,
    /// Evaluated by the compiler: a `const`, a `static`, a `const { .. }`.
    pub at_compile_time: bool,
    /// Inside the closure given to a thread pool's `install`.
    pub in_own_pool: bool,
}
