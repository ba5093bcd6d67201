//! The trace that a call belongs to.

use std::fmt;

use serde::Serialize;

/// The W3C trace id that a call belongs to: 16 bytes, shown as 32 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TraceId(u128);

impl TraceId {
    /// The id of a trace that another system began. Zero is no valid id: a new one is made instead.
    pub fn from_u128(id: u128) -> Self {
        if id == 0 { Self::random() } else { TraceId(id) }
    }

    pub(super) fn random() -> Self {
        TraceId(fastrand::u128(1..))
    }
}

impl fmt::Display for TraceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl Serialize for TraceId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
