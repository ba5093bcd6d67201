//! The key by which a caller says that two calls are the same one.

use std::fmt;

/// The longest key, in characters.
const LONGEST: usize = 128;

/// What a caller gives a call to make it happen once: 1 to 128 visible ASCII characters, such as a UUID.
///
/// A key belongs to its caller and its capability, and is forgotten after 24 hours.
///
/// ```
/// use portcullis::call::Context;
/// use portcullis::idempotency::IdempotencyKey;
///
/// let key = IdempotencyKey::new("7f6d7a52-9f0c-4a42-8f2e-0d1c7d0f6f0e")?;
/// let context = Context::new().idempotency_key(key);
/// # Ok::<(), portcullis::idempotency::InvalidKey>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// A key of a caller's.
    ///
    /// # Errors
    ///
    /// [`InvalidKey`] if it is empty, too long, or holds anything but visible ASCII characters.
    pub fn new(key: impl Into<String>) -> Result<Self, InvalidKey> {
        let key = key.into();
        let fits = (1..=LONGEST).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
        if fits { Ok(IdempotencyKey(key)) } else { Err(InvalidKey) }
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// Shows nothing: what a caller chose is the caller's.
impl fmt::Debug for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdempotencyKey(..)")
    }
}

/// This is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an idempotency key is 1 to 128 visible ASCII characters")]
pub struct InvalidKey;
