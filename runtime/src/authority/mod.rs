//! Authorities: unforgeable handles on what is outside, taken as parameters and granted by the gate's owner.
//!
//! A body reaches the outside only through the handles in its signature, so a signature says what a
//! capability can touch. An authority must never give more than its effect says.

mod dir;
mod granted;
mod state;

pub use dir::{Dir, DirError, Entry, EntryKind, Listing, Metadata, RangedRead, WalkLimits, Walked};
pub use granted::{Grant, Granted, Grants, Missing};
pub use state::State;

use crate::secret::Credential;

/// What a capability may change, and what an authority can change. Ordered: `Read < Write < Destructive`.
///
/// ```
/// use portcullis::Effect;
///
/// assert!(Effect::Read < Effect::Write);
/// assert_eq!(Effect::Write.to_string(), "write");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Changes nothing.
    Read,
    /// Changes what another capability can change back.
    Write,
    /// Changes what no other capability can undo.
    Destructive,
}

impl std::fmt::Display for Effect {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Effect::Read => "read",
            Effect::Write => "write",
            Effect::Destructive => "destructive",
        })
    }
}

/// A handle on something outside: a folder, a host, shared state.
///
/// A capability takes it as `#[grant] name: Type`, and the gate's builder grants one of each type:
/// `.grant(value)`. Cloning must be cheap, since each call gets a clone.
///
/// ```
/// use portcullis::{Authority, Effect};
///
/// #[derive(Clone)]
/// struct Queue(std::sync::mpsc::Sender<String>);
///
/// impl Authority for Queue {
///     const EFFECT: Effect = Effect::Write;
///     const KIND: &'static str = "queue";
///
///     fn describe(&self) -> String {
///         "the outgoing queue".into()
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an authority, so it cannot be granted",
    label = "`#[grant]` takes a type that implements `Authority`",
    note = "help: leave `#[grant]` out if this is input, or share state as `State<T>`, or implement `portcullis::Authority` for a handle of your own"
)]
pub trait Authority: Clone + Send + Sync + 'static {
    /// The most that this authority can do. A capability with a lesser effect that takes it does not compile.
    const EFFECT: Effect;

    /// What kind of thing it is, in one word: `dir`, `state`, `queue`.
    const KIND: &'static str;

    /// What this very handle reaches, for the surface and the ledger: never a secret.
    fn describe(&self) -> String;

    /// The secrets that it works with: the gate looks for them in all that leaves it, and records when they rotate.
    fn credentials(&self) -> Vec<Credential> {
        Vec::new()
    }
}
