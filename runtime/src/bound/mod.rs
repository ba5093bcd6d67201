//! What every input must have: an upper bound on its size, and checks that name what is wrong.
//!
//! [`Bounded`] is the bound; [`Faults`] collects what does not hold, as paths, rules and limits. A fault
//! never holds a value or a key that the caller sent.

#[doc(hidden)]
pub mod bytes;
pub mod check;
mod collections;
mod faults;
mod implementations;
mod relative_path;
mod within;

pub use collections::{BoundedMap, BoundedString, BoundedVec, TooLong};
pub use faults::{Fault, Faults, Limit, Path};
pub use relative_path::{RelativePath, RelativePathError};
pub use within::{Controls, Within};

/// What a check of the user's own returns: `#[validate(custom(function = is_even))]`.
///
/// ```
/// use portcullis::bound::ValidationError;
/// use portcullis::prelude::*;
/// use portcullis::{Code, testing};
///
/// fn is_even(number: &u32) -> Result<(), ValidationError> {
///     if number % 2 == 0 { Ok(()) } else { Err(ValidationError::new("even")) }
/// }
///
/// /// Halves a number.
/// #[capability(read)]
/// fn halve(#[validate(custom(function = is_even))] number: u32) -> u32 {
///     number / 2
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let refused = testing::Gate::new().call(halve, (3,)).await.unwrap_err();
/// assert_eq!((refused.code(), &*refused.fields()[0].rule), (Code::InvalidInput, "even"));
/// # }
/// ```
pub use validator::ValidationError;

/// A pattern that is named: `#[validate(regex(path = ORDER))]`, where a `pattern = "…"` would be said twice.
///
/// ```
/// use std::sync::LazyLock;
/// use portcullis::bound::Regex;
/// use portcullis::prelude::*;
/// use portcullis::testing;
///
/// static ORDER: LazyLock<Regex> = LazyLock::new(|| Regex::new("^[A-Z]{2}[0-9]{4}$").unwrap());
///
/// /// Says whether an order is an old one.
/// #[capability(read)]
/// fn is_old(#[validate(length(max = 6), regex(path = ORDER))] order: String) -> bool {
///     order.as_str() < "DA0000"
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// assert_eq!(testing::Gate::new().call(is_old, ("AB1234".into(),)).await, Ok(true));
/// assert!(testing::Gate::new().call(is_old, ("1234".into(),)).await.is_err());
/// # }
/// ```
pub use regex::Regex;

/// A type whose JSON has an upper bound in size, and that can say which of its own rules it breaks.
///
/// `#[data]` implements it. `String`, `Vec`, maps and `serde_json::Value` do not have it, since nothing
/// bounds them: a field of theirs takes `#[validate(length(max = …))]`, or one of [`BoundedString`],
/// [`BoundedVec`], [`BoundedMap`].
///
/// ```
/// use portcullis::{Bounded, BoundedString};
///
/// // Two quotes, and at most twelve bytes for each character (an escaped surrogate pair).
/// assert_eq!(BoundedString::<10>::MAX_JSON_BYTES, 2 + 10 * 12);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no upper bound, so it cannot be input",
    label = "nothing bounds the size of this type",
    note = "help: add `#[validate(length(max = …))]` to the field or parameter, use `BoundedString<N>`, `BoundedVec<T, N>` or `BoundedMap<K, V, N>`, or put `#[data]` on a type of your own",
    note = "see: cargo portcullis explain P202"
)]
pub trait Bounded {
    /// The most bytes that a value can need as compact JSON in which every character is escaped.
    const MAX_JSON_BYTES: usize;

    /// Adds to `faults` what is wrong with the value, which stands at `at`; recurses into what it holds.
    fn check(&self, at: &Path<'_>, faults: &mut Faults);
}

/// The default of `max_input` for a type: what it can need, and room for white space.
///
/// Four times as much and 256 bytes, so that indented JSON passes as well: short numbers in nested lists need
/// more white space than anything else.
pub const fn input_bytes<T: Bounded>() -> usize {
    T::MAX_JSON_BYTES.saturating_mul(4).saturating_add(256)
}
