//! A value into JSON that cannot outgrow a limit. Encoding stops where the limit is reached; nothing is measured
//! afterwards. What JSON cannot say is an error: serde_json alone would write `null` for a NaN.

use std::cell::Cell;
use std::io;

use serde::Serialize;

use super::finite::Finite;

/// The room to start with: enough for most answers, little enough for all.
const FIRST_CAPACITY: usize = 512;

/// Why a value was not encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EncodeError {
    /// It needs more bytes than this.
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// It is no JSON (NaN, an infinity, a key that is no string, too deep), or its code failed. What that said may hold
    /// the value, so it is not kept.
    Unencodable,
}

/// Encodes a value in compact form, in at most `limit` bytes.
pub(crate) fn encode<T: Serialize + ?Sized>(value: &T, limit: usize) -> Result<Vec<u8>, EncodeError> {
    let mut bytes = Vec::with_capacity(limit.min(FIRST_CAPACITY));
    write(value, limit, |part| bytes.extend_from_slice(part))?;
    Ok(bytes)
}

/// How many bytes [`encode`] would give, without keeping them.
pub(crate) fn measure<T: Serialize + ?Sized>(value: &T, limit: usize) -> Result<usize, EncodeError> {
    write(value, limit, |_| {})
}

fn write<T: Serialize + ?Sized>(
    value: &T,
    limit: usize,
    keep: impl FnMut(&[u8]),
) -> Result<usize, EncodeError> {
    let mut writer = Limited { keep, written: 0, limit, is_full: false };
    // A `Serialize` that goes on after an error leaves something broken behind, whatever it returns.
    let failed = Cell::new(false);
    let result = value.serialize(Finite::new(&mut serde_json::Serializer::new(&mut writer), &failed));
    match (result, failed.get()) {
        _ if writer.is_full => Err(EncodeError::TooLarge { limit }),
        (Ok(()), false) => Ok(writer.written),
        _ => Err(EncodeError::Unencodable),
    }
}

/// A writer that takes no byte beyond its limit, and none at all after that.
struct Limited<K> {
    keep: K,
    written: usize,
    limit: usize,
    is_full: bool,
}

impl<K: FnMut(&[u8])> io::Write for Limited<K> {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        self.is_full = self.is_full || part.len() > self.limit - self.written;
        if self.is_full {
            return Err(io::ErrorKind::StorageFull.into());
        }
        (self.keep)(part);
        self.written += part.len();
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
