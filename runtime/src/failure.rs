//! How a body says that it could not do it: a public text for the caller, the rest for the operator.

use std::borrow::Cow;
use std::error::Error;

use crate::call::Interrupted;

/// An error whose callers read a text that its author chose. `#[failure]` implements it.
///
/// `Debug`, `Display` and `source()` are for the operator and never reach a caller.
///
/// ```
/// use portcullis::prelude::*;
/// use portcullis::PublicError;
///
/// #[failure]
/// enum OrdersFailure {
///     #[public("the order service is unavailable", retryable)]
///     Upstream(#[from] std::io::Error),
/// }
///
/// let failure = OrdersFailure::from(std::io::Error::other("10.1.2.3 refused the password"));
/// assert_eq!(failure.public_text(), "the order service is unavailable");
/// assert!(failure.is_retryable());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say what a caller may read of it",
    label = "this error has no public text",
    note = "help: put `#[failure]` on an enum of your own with `#[public(\"…\")]` on each variant, or return `Result<_, Internal>`"
)]
pub trait PublicError: Send + 'static {
    /// What the caller reads.
    fn public_text(&self) -> Cow<'static, str>;

    /// Whether the same call may succeed later.
    fn is_retryable(&self) -> bool;

    /// Whether an effect may have happened although there is no answer. A `#[failure]` says that nothing has, but for variants
    /// that are `unknown`; [`Internal`] knows nothing.
    fn is_outcome_unknown(&self) -> bool {
        false
    }

    /// The variant, for the ledger: a name from the source code, never data.
    fn kind(&self) -> &'static str;

    /// All that the error says, with its sources: for the operator's eyes.
    fn operator_text(&self) -> String;

    /// Whether the failure only passes on that the call was interrupted.
    fn interrupted(&self) -> Option<Interrupted> {
        None
    }
}

/// The failure of a body that has no public texts of its own. Made of any error by `?`.
///
/// Its callers read "the capability failed" and a reference; the error itself goes to `tracing`. It says nothing of how far
/// the body came, so after an effect has begun the outcome is `unknown`: an idempotency key stays taken, and the call is among
/// those that somebody resolves. A `#[failure]` can say that nothing has happened.
///
/// ```
/// use portcullis::{Internal, PublicError};
///
/// let failure = Internal::from(std::io::Error::other("password of db01 is wrong"));
/// assert_eq!(failure.public_text(), "the capability failed");
/// ```
#[derive(Debug)]
pub struct Internal {
    source: Box<dyn Error + Send + Sync>,
}

// `Internal` must not implement `Error` itself, or this would overlap with `impl From<T> for T`.
impl<E: Into<Box<dyn Error + Send + Sync>>> From<E> for Internal {
    fn from(error: E) -> Self {
        Internal { source: error.into() }
    }
}

impl PublicError for Internal {
    fn public_text(&self) -> Cow<'static, str> {
        Cow::Borrowed("the capability failed")
    }

    fn is_retryable(&self) -> bool {
        false
    }

    fn is_outcome_unknown(&self) -> bool {
        true
    }

    fn kind(&self) -> &'static str {
        "Internal"
    }

    fn operator_text(&self) -> String {
        chain(self.source.as_ref())
    }

    fn interrupted(&self) -> Option<Interrupted> {
        interrupted(self.source.as_ref())
    }
}

/// What `#[from]` and `#[source]` stand on. A trait of its own for what it says where it is missing.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no error, so it cannot be the cause of a failure",
    label = "does not implement `std::error::Error`",
    note = "help: implement `std::error::Error` for it, or keep it as a field without `#[from]` and `#[source]`",
    note = "help: `Internal` is what a body returns, and no cause: let the function that returns it return this `#[failure]`, or the error that it had"
)]
pub trait Cause {
    /// The error that it is.
    fn error(&self) -> &(dyn Error + 'static);
}

impl<E: Error + 'static> Cause for E {
    fn error(&self) -> &(dyn Error + 'static) {
        self
    }
}

/// The cause of a failure, as the error that it is.
pub fn cause<C: Cause>(cause: &C) -> &(dyn Error + 'static) {
    cause.error()
}

/// The interruption that an error passes on, itself or as one of its sources.
pub fn interrupted(error: &(dyn Error + 'static)) -> Option<Interrupted> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(interrupted) = error.downcast_ref() {
            return Some(*interrupted);
        }
        next = error.source();
    }
    None
}

/// An error and its sources in one line, for operators.
pub fn chain(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text.push_str(": ");
        text.push_str(&error.to_string());
        source = error.source();
    }
    text
}

/// The body's failure as the gate carries it on: the public part, and what the operator gets.
#[derive(Debug)]
pub struct Failed {
    pub(crate) public_text: String,
    pub(crate) retryable: bool,
    pub(crate) unknown: bool,
    pub(crate) kind: &'static str,
    pub(crate) interrupted: Option<Interrupted>,
    pub(crate) operator_text: String,
}

impl<F: PublicError> From<F> for Failed {
    fn from(failure: F) -> Self {
        Failed {
            public_text: failure.public_text().into_owned(),
            retryable: failure.is_retryable(),
            unknown: failure.is_outcome_unknown(),
            kind: failure.kind(),
            interrupted: failure.interrupted(),
            operator_text: failure.operator_text(),
        }
    }
}
