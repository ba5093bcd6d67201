//! Who asks: an identity that was verified by whoever made it, never a string that a caller sent.

use std::fmt;
use std::sync::Arc;

/// The one who makes a call.
///
/// There is no way from a string to a `Caller`: a transport makes one of what it verified. In this version
/// that is [`Caller::local`], the process itself and whoever started it on its standard input.
///
/// ```
/// use portcullis::Caller;
///
/// assert_eq!(Caller::local().to_string(), "local");
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Caller(Principal);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Principal {
    Local,
    #[cfg_attr(not(feature = "testing"), allow(dead_code))]
    Test(Arc<str>),
}

impl Caller {
    /// The user of this process: whoever started it, and could do by hand all that it does.
    pub const fn local() -> Self {
        Caller(Principal::Local)
    }

    /// A caller for tests, who is no other caller's equal unless the name is the same.
    #[cfg(feature = "testing")]
    pub(crate) fn test(name: &str) -> Self {
        Caller(Principal::Test(name.into()))
    }
}

impl fmt::Display for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Principal::Local => f.write_str("local"),
            Principal::Test(name) => write!(f, "test:{name}"),
        }
    }
}

impl fmt::Debug for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Caller({self})")
    }
}
