//! Why what says nothing of what it holds is neither input nor output, in words of its own.
//!
//! `serde_json::Value` and `dyn Any` would have [`Bounded`] and [`Disclose`] if a schema said what is in them, which none
//! does: so rustc names the type, wherever in another one it stands, and says that and not that it has no bound.

use std::any::Any;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::bound::{Bounded, Controls, Faults, Path, Within};
use crate::disclose::Disclose;

/// The JSON Schema of a type, in whose place it says of types which it can describe.
#[derive(Debug)]
pub struct Schema;

/// What callers may send of a `T`: nothing, for those that ask for it.
#[diagnostic::on_unimplemented(
    message = "`{T}` says nothing of what it holds, so it cannot be input",
    label = "callers could send anything here",
    note = "help: put `#[data(input)]` on a struct or an enum of what you expect, and take that",
    note = "see: cargo portcullis explain P201"
)]
pub trait SaysInput<T: ?Sized> {}

/// What callers may read of a `T`: nothing, for those that ask for it.
#[diagnostic::on_unimplemented(
    message = "`{T}` says nothing of what it holds, so it may not leave the gate",
    label = "callers would read whatever is in it",
    note = "help: put `#[data(output)]` on a struct or an enum of what callers need, and return that",
    note = "see: cargo portcullis explain P102"
)]
pub trait SaysOutput<T: ?Sized> {}

/// The same of what cannot be written at all, and stands behind a pointer.
#[diagnostic::on_unimplemented(
    message = "`{Self}` says nothing of what it holds, so it may not leave the gate",
    label = "callers would read whatever is in it",
    note = "help: put `#[data(output)]` on a struct or an enum of what callers need, and return that",
    note = "see: cargo portcullis explain P102"
)]
pub trait SaysWhatIsRead: Serialize {}

// What rustc names as examples of what a schema can say.
impl SaysInput<bool> for Schema {}
impl SaysOutput<bool> for Schema {}
impl SaysWhatIsRead for bool {}

/// What is bounded by more than the end of a message: asked of a `Vec<u8>` without a length.
#[diagnostic::on_unimplemented(
    message = "`{Self}` says nothing of what is in its bytes, so it cannot be input",
    label = "callers could send anything here",
    note = "help: take what the bytes mean, a text with a bound or a type with `#[data]`; a list of small numbers says how many, `#[validate(length(max = …))]`",
    note = "see: cargo portcullis explain P201"
)]
pub trait Described {}

#[diagnostic::do_not_recommend]
impl<T: Bounded + ?Sized> Described for T {}

/// Compiles for what is described.
pub const fn described<T: Described + ?Sized>() {}

// `for<'a>` keeps rustc from looking at the bound before somebody asks for it. Nothing here can ever be called.

#[doc(hidden)]
impl Bounded for Value
where
    for<'a> Schema: SaysInput<Value>,
{
    const MAX_JSON_BYTES: usize = usize::MAX;

    fn check(&self, at: &Path<'_>, faults: &mut Faults) {
        faults.add(at, "untyped", &[]);
    }
}

#[doc(hidden)]
impl Bounded for Map<String, Value>
where
    for<'a> Schema: SaysInput<Map<String, Value>>,
{
    const MAX_JSON_BYTES: usize = usize::MAX;

    fn check(&self, at: &Path<'_>, faults: &mut Faults) {
        faults.add(at, "untyped", &[]);
    }
}

#[doc(hidden)]
impl Bounded for dyn Any
where
    for<'a> Schema: SaysInput<dyn Any>,
{
    const MAX_JSON_BYTES: usize = usize::MAX;

    fn check(&self, at: &Path<'_>, faults: &mut Faults) {
        faults.add(at, "untyped", &[]);
    }
}

#[doc(hidden)]
impl Bounded for dyn Any + Send
where
    for<'a> Schema: SaysInput<dyn Any + Send>,
{
    const MAX_JSON_BYTES: usize = usize::MAX;

    fn check(&self, at: &Path<'_>, faults: &mut Faults) {
        faults.add(at, "untyped", &[]);
    }
}

#[doc(hidden)]
impl Bounded for dyn Any + Send + Sync
where
    for<'a> Schema: SaysInput<dyn Any + Send + Sync>,
{
    const MAX_JSON_BYTES: usize = usize::MAX;

    fn check(&self, at: &Path<'_>, faults: &mut Faults) {
        faults.add(at, "untyped", &[]);
    }
}

#[doc(hidden)]
impl<const MAX: usize> Within<MAX> for Value
where
    for<'a> Schema: SaysInput<Value>,
{
    const MAX_JSON_BYTES: usize = usize::MAX;

    fn check_within(&self, _: Controls, at: &Path<'_>, faults: &mut Faults) {
        faults.add(at, "untyped", &[]);
    }
}

#[doc(hidden)]
impl<const MAX: usize> Within<MAX> for Map<String, Value>
where
    for<'a> Schema: SaysInput<Map<String, Value>>,
{
    const MAX_JSON_BYTES: usize = usize::MAX;

    fn check_within(&self, _: Controls, at: &Path<'_>, faults: &mut Faults) {
        faults.add(at, "untyped", &[]);
    }
}

#[doc(hidden)]
impl Disclose for Value where for<'a> Schema: SaysOutput<Value> {}

#[doc(hidden)]
impl Disclose for Map<String, Value> where for<'a> Schema: SaysOutput<Map<String, Value>> {}

#[doc(hidden)]
impl Disclose for dyn Any where for<'a> dyn Any: SaysWhatIsRead {}

#[doc(hidden)]
impl Disclose for dyn Any + Send where for<'a> dyn Any + Send: SaysWhatIsRead {}

#[doc(hidden)]
impl Disclose for dyn Any + Send + Sync where for<'a> dyn Any + Send + Sync: SaysWhatIsRead {}
