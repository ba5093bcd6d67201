//! Secrets: bytes that are wiped when they go, shown to nobody by accident, and looked for in all that leaves the gate.
//!
//! A [`Secret`] is read from a [source](SecretSource) straight into a buffer that never grows. A [`Credential`] is a
//! secret with a name, which may rotate. A body uses it through a [`SecretRef`] in its signature, and each use is in
//! the ledger by name. Nothing here may copy a secret into memory that is not wiped, or put one into an error.

mod bytes;
mod credential;
pub(crate) mod custody;
mod error;
mod reference;
mod scan;
mod source;
#[cfg(test)]
mod tests;
mod watch;

pub use bytes::Secret;
pub use credential::{Credential, Refreshed, Rotated};
pub use error::SecretError;
pub use reference::SecretRef;
#[doc(hidden)]
pub use scan::Scan;
pub use source::{JsonField, SecretFile, SecretSource};
pub use watch::Watch;
