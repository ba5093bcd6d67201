//! Authorities: unforgeable handles on what is outside, taken as parameters and granted by the gate's owner.
//!
//! A body reaches the outside only through the handles in its signature, so a signature says what a
//! capability can touch. An authority must never give more than its effect says.

mod clock;
mod dir;
mod granted;
#[cfg(unix)]
mod program;
mod random;
mod state;

pub use clock::Clock;
pub use dir::{Dir, DirError, DirMut, Entry, EntryKind, Listing, Metadata, RangedRead, WalkLimits, Walked};
pub use granted::{Grant, Granted, Grants, Missing};
#[cfg(unix)]
pub use program::{Argument, Invocation, Program, ProgramError, ProgramOutput, ProgramSpec};
pub use random::{Random, RandomFailed};
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
/// A handle of your own becomes one by [`#[derive(Authority)]`](derive@crate::Authority), or by hand, where what it reaches
/// is known only when it runs:
///
/// ```
/// use portcullis::{Authority, Effect};
///
/// #[derive(Clone)]
/// struct Database {
///     host: String,
/// }
///
/// impl Authority for Database {
///     const EFFECT: Effect = Effect::Write;
///     const KIND: &'static str = "database";
///
///     fn describe(&self) -> String {
///         self.host.clone()
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an authority, so it cannot be granted",
    label = "`#[grant]` takes a type that implements `Authority`",
    note = "help: leave `#[grant]` out if this is input, share state as `State<T>`, or put `#[derive(Clone, Authority)]` and `#[authority(read)]` (or `write`, `destructive`) on a handle of your own"
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
