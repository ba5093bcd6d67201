//! What a granted request is worth: a signature over the call that may now be made, which nobody else can make.

use std::fmt;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::book::Subject;

/// A request for approval: 16 random bytes, shown as 32 hexadecimal digits. It says nothing and allows nothing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ApprovalId([u8; 16]);

impl ApprovalId {
    /// `None` if the operating system has no random numbers.
    pub(super) fn random() -> Option<Self> {
        let mut id = [0; 16];
        getrandom::fill(&mut id).ok()?;
        Some(ApprovalId(id))
    }
}

impl fmt::Display for ApprovalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex(&self.0, f)
    }
}

impl fmt::Debug for ApprovalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl serde::Serialize for ApprovalId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A granted request, signed by the gate for one call: its capability, arguments, caller, request, approver and expiry.
///
/// A caller need not have it: the same call, made again, finds what was granted. Whoever has more than one approval for
/// the same arguments, or passes approvals on in a channel of his own, says by it which one is meant:
/// [`Context::approval`](crate::call::Context::approval). It is of no use to anybody but its caller, and of none twice.
///
/// As text it is one line of ASCII: `pa1.<request>.<expiry in Unix seconds>.<HMAC-SHA256 in hexadecimal>`. The key is
/// made anew by each gate, so an approval does not outlive its process.
///
/// ```
/// use portcullis::approval::Approval;
/// use portcullis::call::Context;
///
/// let text = format!("pa1.{}.1900000000.{}", "0".repeat(32), "f".repeat(64));
/// let context = Context::new().approval(text.parse::<Approval>()?);
/// assert!("yes".parse::<Approval>().is_err());
/// # Ok::<(), portcullis::approval::InvalidApproval>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Approval {
    pub(super) id: ApprovalId,
    /// Unix seconds.
    pub(super) expires: u64,
    pub(super) signature: [u8; 32],
}

impl fmt::Display for Approval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "pa1.{}.{}.", self.id, self.expires)?;
        hex(&self.signature, f)
    }
}

/// Shows which request it is of, and not the signature.
impl fmt::Debug for Approval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Approval({})", self.id)
    }
}

impl FromStr for Approval {
    type Err = InvalidApproval;

    fn from_str(text: &str) -> Result<Self, InvalidApproval> {
        let mut parts = text.split('.');
        let parts = [parts.next(), parts.next(), parts.next(), parts.next(), parts.next()];
        let [Some("pa1"), Some(id), Some(expires), Some(signature), None] = parts else {
            return Err(InvalidApproval);
        };
        let canonical = expires.bytes().all(|byte| byte.is_ascii_digit()) && !expires.starts_with('0');
        Ok(Approval {
            id: ApprovalId(from_hex(id).ok_or(InvalidApproval)?),
            expires: expires.parse().ok().filter(|_| canonical).ok_or(InvalidApproval)?,
            signature: from_hex(signature).ok_or(InvalidApproval)?,
        })
    }
}

/// This is no approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an approval is the text that was given out with it, `pa1.` and what follows, unchanged")]
pub struct InvalidApproval;

/// The key of one gate, which never leaves it: as long as a block of the hash, so that it is taken as it is.
pub(super) struct SigningKey(Zeroizing<[u8; 64]>);

impl SigningKey {
    /// `None` if the operating system has no random numbers.
    pub(super) fn random() -> Option<Self> {
        let mut key = Zeroizing::new([0; 64]);
        getrandom::fill(key.as_mut_slice()).ok()?;
        Some(SigningKey(key))
    }

    pub(super) fn sign(
        &self,
        id: ApprovalId,
        approver: &str,
        subject: &Subject,
        expires: SystemTime,
    ) -> Approval {
        let expires = expires.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let signature = self.mac(id, approver, subject, expires).finalize().into_bytes().into();
        Approval { id, expires, signature }
    }

    /// Whether this gate signed it for this very call. In constant time.
    pub(super) fn verifies(&self, approval: &Approval, approver: &str, subject: &Subject) -> bool {
        let mac = self.mac(approval.id, approver, subject, approval.expires);
        mac.verify_slice(&approval.signature).is_ok()
    }

    /// Every part behind its length, so that no two calls are one text.
    fn mac(&self, id: ApprovalId, approver: &str, subject: &Subject, expires: u64) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new((&*self.0).into());
        let caller = subject.caller.to_string();
        for part in [
            b"portcullis approval v1".as_slice(),
            &id.0,
            approver.as_bytes(),
            caller.as_bytes(),
            subject.capability.name().as_bytes(),
            &subject.arguments,
            &expires.to_be_bytes(),
        ] {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac
    }
}

fn hex(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}

/// Lower case alone, so that there is one text for each value.
fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != N || !rest.is_empty() {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}
