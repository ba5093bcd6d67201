//! Plugins: capabilities that share a state, and come and go together while their gate is in use.
//!
//! `#[secure_plugin]` on an `impl` makes a type a [`Plugin`]; its capabilities are called by the plugin's name and their own
//! (`notes.add`), and in a policy by the paths of their methods.
//!
//! ```
//! use std::sync::atomic::{AtomicU64, Ordering};
//!
//! use portcullis::plugin::LoadContext;
//! use portcullis::prelude::*;
//!
//! #[derive(Default)]
//! struct Counter {
//!     count: AtomicU64,
//! }
//!
//! #[secure_plugin(name = "counter", version = "1.0.0")]
//! impl Counter {
//!     /// Counts one further, and says how far.
//!     #[capability(read)]
//!     fn next(&self) -> u64 {
//!         self.count.fetch_add(1, Ordering::Relaxed) + 1
//!     }
//!
//!     #[on_load]
//!     async fn begin(&self, context: &LoadContext) -> Result<(), Internal> {
//!         context.call().checkpoint()?;
//!         self.count.store(10, Ordering::Relaxed);
//!         Ok(())
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let gate = Gate::builder()
//!     .authorizer(Permits::none().permit(Caller::local(), Counter::next))
//!     .ledger(Memory::new())
//!     .build()?;
//!
//! gate.load(Counter::default()).await?;
//! assert_eq!(gate.call(Counter::next, &Caller::local(), ()).await?, 11);
//! assert_eq!(gate.call_json("counter.next", &Caller::local(), "{}").await?, b"12");
//!
//! gate.unload("counter").await?;
//! assert!(gate.call_json("counter.next", &Caller::local(), "{}").await.is_err());
//! # Ok(())
//! # }
//! ```
//!
//! Loading checks what `build()` checks, runs `#[on_load]` apart from its caller and with a deadline, records
//! `plugin.loaded`, and only then lets calls in. A plugin that cannot be loaded is not there, the ledger says
//! `plugin.load_failed`, and the gate goes on. Unloading lets no further call in, waits for those in flight as long as their time-outs
//! last, runs `#[on_unload]`, and records `plugin.unloaded`. A hook that does not end in time is given up; what still runs of it
//! keeps the plugin's name taken until it ends, which is recorded.
//!
//! A capability reaches what it is granted. What whoever made the plugin put into it, such as a handle or a connection, is in no surface and
//! has no effect of its own, as what is in a `State<T>`: take what changes things with `#[grant]`.

mod context;
mod error;
mod instance;
mod parts;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

pub use context::LoadContext;
pub use error::{LoadError, UnloadError};
#[doc(hidden)]
pub use instance::{Instance, OfPlugin};
#[doc(hidden)]
pub use parts::Parts;

pub use crate::gate::Loading;

use crate::authority::Grants;
use crate::capability::Exception;
use crate::failure::Failed;

/// A plugin. Implemented by `#[secure_plugin]`, never by hand.
///
/// See [the module](self) for an example.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a plugin",
    label = "only a type whose `impl` has `#[secure_plugin]` can be loaded",
    note = "help: put `#[secure_plugin(name = \"…\", version = \"…\")]` on the `impl` that has its capabilities"
)]
pub trait Plugin: Send + Sync + Sized + 'static {
    /// Its name, with which the names of its capabilities begin.
    const NAME: &'static str;
    /// Its version, `1.2.3`.
    const VERSION: &'static str;
    /// How long `#[on_load]` may take; `None` if there is none.
    const LOAD: Option<Duration>;
    /// How long `#[on_unload]` may take; `None` if there is none.
    const UNLOAD: Option<Duration>;

    /// The exceptions to rules in its hooks and in functions that are no capabilities.
    const EXCEPTIONS: &'static [Exception];

    /// What `#[on_load]` is granted.
    #[doc(hidden)]
    type LoadGrants: Grants;

    /// Names each of its capabilities.
    #[doc(hidden)]
    fn parts(parts: Parts<Self>) -> Parts<Self>;

    /// Runs `#[on_load]`.
    #[doc(hidden)]
    fn on_load(
        self: Arc<Self>,
        context: LoadContext,
        grants: Self::LoadGrants,
    ) -> impl Future<Output = Result<(), Failed>> + Send + 'static;

    /// Runs `#[on_unload]`.
    #[doc(hidden)]
    fn on_unload(self: Arc<Self>) -> impl Future<Output = Result<(), Failed>> + Send + 'static;
}

/// A plugin that is loaded. As JSON: `{"name": "notes", "version": "1.2.3"}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Loaded {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

impl Loaded {
    pub(crate) fn of<P: Plugin>() -> Self {
        Loaded { name: P::NAME, version: P::VERSION }
    }
}

/// How a plugin was unloaded.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unloaded {
    /// Calls whose bodies had not ended when the longest of its time-outs was over; each keeps the plugin's state until it
    /// ends, which the ledger records.
    pub still_running: usize,
    /// What went wrong in `#[on_unload]`, for the operator; the plugin is gone all the same.
    pub failure: Option<HookFailure>,
}

/// Why a hook of a plugin did not do what it should, for the operator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HookFailure {
    /// It returned an error: the name of its variant, and its text with secrets masked.
    #[error("it failed: {kind}: {text}")]
    Failed {
        /// The name of the failure's variant.
        kind: &'static str,
        /// Its text for the operator, and those of its sources.
        text: String,
    },
    /// It panicked, at this place in the code.
    #[error("it panicked at {place}")]
    Panicked {
        /// File and line.
        place: String,
    },
    /// It was not done in time, and was given up.
    #[error("it was not done after {} ms", timeout.as_millis())]
    TimedOut {
        /// The time that it had.
        timeout: Duration,
    },
    /// Every thread that bodies may have is held by one that does not end.
    #[error("every thread for bodies is stuck")]
    Overloaded,
}

impl HookFailure {
    /// As records call it.
    pub(crate) fn result(&self) -> &'static str {
        match self {
            HookFailure::Failed { .. } => "failed",
            HookFailure::Panicked { .. } => "panicked",
            HookFailure::TimedOut { .. } => "deadline_exceeded",
            HookFailure::Overloaded => "overloaded",
        }
    }

    /// What records hold of the reason.
    pub(crate) fn reason(&self) -> Option<String> {
        match self {
            HookFailure::Failed { kind, .. } => Some((*kind).to_owned()),
            HookFailure::Panicked { place } => Some(place.clone()),
            HookFailure::TimedOut { .. } | HookFailure::Overloaded => None,
        }
    }
}

/// Refuses, while compiling, a version that is none: `1.2.3`, and after it what semantic versions may have.
#[doc(hidden)]
#[track_caller]
pub const fn version(text: &'static str) -> &'static str {
    if !is_version(text.as_bytes()) {
        panic!(
            "a plugin's version is `major.minor.patch`\nhelp: write `version = \"1.2.3\"` or `version = env!(\"CARGO_PKG_VERSION\")`"
        )
    }
    text
}

/// Three numbers with dots between them; after the third, `-` or `+` and up to 64 letters, digits, `.`, `-` and `+` in all.
const fn is_version(text: &[u8]) -> bool {
    if text.len() > 64 {
        return false;
    }
    let (mut at, mut numbers, mut digits) = (0, 1, 0);
    while at < text.len() {
        match text[at] {
            b'0'..=b'9' => digits += 1,
            b'.' if digits > 0 && numbers < 3 => {
                numbers += 1;
                digits = 0;
            }
            b'-' | b'+' if digits > 0 && numbers == 3 => return is_suffix(text, at + 1),
            _ => return false,
        }
        at += 1;
    }
    numbers == 3 && digits > 0
}

const fn is_suffix(text: &[u8], start: usize) -> bool {
    let mut at = start;
    while at < text.len() {
        if !(text[at].is_ascii_alphanumeric() || matches!(text[at], b'.' | b'-' | b'+')) {
            return false;
        }
        at += 1;
    }
    at > start
}

#[cfg(test)]
mod tests {
    use super::is_version;

    #[test]
    fn a_version_is_three_numbers_and_what_may_follow_them() {
        for good in ["1.2.3", "0.0.0", "10.20.30", "1.0.0-alpha.1", "1.0.0+build-7", "1.0.0-rc.1+5"] {
            assert!(is_version(good.as_bytes()), "{good}");
        }
        let long = format!("1.0.0-{}", "a".repeat(64));
        for bad in [
            "", "1", "1.2", "1.2.", ".1.2", "1..2", "1.2.3.4", "v1.2.3", "1.2.3-", "1.2.3 ", "1.2.x",
            "1.2.3-ä", &long,
        ] {
            assert!(!is_version(bad.as_bytes()), "{bad}");
        }
    }
}
