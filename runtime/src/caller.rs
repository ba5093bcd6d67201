//! Who asks: an identity that was verified by whoever made it, never a string that a caller sent.

mod spiffe_id;

use std::fmt;
use std::sync::Arc;

pub use spiffe_id::{SpiffeId, SpiffeIdError};

/// The one who makes a call.
///
/// There is no way from a string to a `Caller`: a transport makes one of what it verified. In this version
/// that is [`Caller::local`], the process itself and whoever started it on its standard input. Tests make
/// the other kinds with `portcullis::testing`.
///
/// ```
/// use portcullis::Caller;
///
/// assert_eq!(Caller::local().to_string(), "local");
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Caller(Principal);

/// An identity: what a caller is, and what a policy's principals are compared with.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) enum Principal {
    Local,
    Plugin(Arc<str>),
    Spiffe(SpiffeId),
    Approver(Arc<str>),
    #[cfg_attr(not(feature = "testing"), allow(dead_code))]
    Test(Arc<str>),
}

impl Caller {
    /// The user of this process: whoever started it, and could do by hand all that it does.
    pub const fn local() -> Self {
        Caller(Principal::Local)
    }

    pub(crate) fn principal(&self) -> &Principal {
        &self.0
    }

    /// For tests alone: whoever can make any caller is any caller.
    #[cfg(any(test, feature = "testing"))]
    pub(crate) fn of(principal: Principal) -> Self {
        Caller(principal)
    }
}

/// The plugin of this name, in its own hooks.
pub(crate) fn of_plugin(name: &'static str) -> Caller {
    Caller(Principal::Plugin(name.into()))
}

impl fmt::Display for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Principal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Principal::Local => f.write_str("local"),
            Principal::Plugin(name) => write!(f, "plugin:{name}"),
            Principal::Spiffe(id) => id.fmt(f),
            Principal::Approver(name) => write!(f, "approver:{name}"),
            Principal::Test(name) => write!(f, "test:{name}"),
        }
    }
}

impl fmt::Debug for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Caller({self})")
    }
}
