//! SPIFFE IDs of workloads, read strictly: what is not exactly in the form of the standard is none.
//!
//! The macros read the IDs of a policy by the same rules (`macros/src/policy/spiffe.rs`); a test there holds the two
//! together.

use std::fmt;
use std::sync::Arc;

/// The longest ID, in bytes.
const MAX_ID: usize = 2048;

/// The longest name of a trust domain, in bytes.
const MAX_TRUST_DOMAIN: usize = 255;

/// The ID of a workload, such as `spiffe://example.com/agent/orders/prod`.
///
/// Read by the [standard](https://github.com/spiffe/spiffe/blob/main/standards/SPIFFE-ID.md), and more strictly where it
/// leaves a choice: the scheme and the trust domain are in lower case, and there is a path. Two IDs are one if they are
/// the same text; no ID stands for several.
///
/// Having one proves nothing: it becomes a [`Caller`](crate::Caller) only where a transport has verified it.
///
/// ```
/// use portcullis::SpiffeId;
///
/// let id = SpiffeId::parse("spiffe://example.com/agent/orders/prod")?;
/// assert_eq!(id.trust_domain(), "example.com");
/// assert_eq!(id.path(), "/agent/orders/prod");
///
/// for other in ["spiffe://example.com/agent/*", "spiffe://example.com/a/../b", "https://example.com/agent"] {
///     assert!(SpiffeId::parse(other).is_err());
/// }
/// # Ok::<(), portcullis::SpiffeIdError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SpiffeId {
    text: Arc<str>,
    /// Where the path begins.
    path: usize,
}

impl SpiffeId {
    /// Reads an ID.
    ///
    /// # Errors
    ///
    /// [`SpiffeIdError`], which says what of the form is broken.
    pub fn parse(text: &str) -> Result<Self, SpiffeIdError> {
        if text.len() > MAX_ID {
            return Err(SpiffeIdError::TooLong);
        }
        let rest = text.strip_prefix(SCHEME).ok_or(SpiffeIdError::Scheme)?;
        let (trust_domain, path) = rest.split_once('/').ok_or(SpiffeIdError::NoPath)?;
        check_trust_domain(trust_domain)?;
        path.split('/').try_for_each(check_segment)?;
        Ok(SpiffeId { text: text.into(), path: SCHEME.len() + trust_domain.len() })
    }

    /// Who vouches for it.
    pub fn trust_domain(&self) -> &str {
        self.text.get(SCHEME.len()..self.path).unwrap_or_default()
    }

    /// What it is called in its trust domain, with the leading `/`.
    pub fn path(&self) -> &str {
        self.text.get(self.path..).unwrap_or_default()
    }

    /// All of it.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

const SCHEME: &str = "spiffe://";

fn check_trust_domain(name: &str) -> Result<(), SpiffeIdError> {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-_".contains(&byte);
    let fits = !name.is_empty() && name.len() <= MAX_TRUST_DOMAIN;
    if fits && name.bytes().all(allowed) { Ok(()) } else { Err(SpiffeIdError::TrustDomain) }
}

fn check_segment(segment: &str) -> Result<(), SpiffeIdError> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    let named = !matches!(segment, "" | "." | "..");
    if named && segment.bytes().all(allowed) { Ok(()) } else { Err(SpiffeIdError::Path) }
}

impl fmt::Display for SpiffeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for SpiffeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SpiffeId({self})")
    }
}

/// Why a text is no [`SpiffeId`]. It does not repeat the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SpiffeIdError {
    /// More than 2,048 bytes.
    #[error("a SPIFFE ID has at most 2,048 bytes")]
    TooLong,
    /// Another scheme, or one in capitals.
    #[error("a SPIFFE ID begins with `spiffe://`")]
    Scheme,
    /// A character that a trust domain cannot have, such as a capital, `*`, `@` or `:`.
    #[error("a trust domain has 1 to 255 characters of a-z, 0-9, `.`, `-` and `_`")]
    TrustDomain,
    /// The ID of a trust domain and not of a workload.
    #[error("a workload's SPIFFE ID has a path after the trust domain")]
    NoPath,
    /// An empty segment, `.`, `..`, or a character that a path cannot have, such as `*` or `%`.
    #[error(
        "each segment of a SPIFFE ID's path is made of a-z, A-Z, 0-9, `.`, `-` and `_`, and is not empty"
    )]
    Path,
}

#[cfg(test)]
mod tests {
    use super::{SpiffeId, SpiffeIdError};

    #[test]
    fn an_id_of_the_standard_is_read_and_parted() {
        for (text, domain, path) in [
            ("spiffe://example.com/agent/orders/prod", "example.com", "/agent/orders/prod"),
            ("spiffe://a/b", "a", "/b"),
            ("spiffe://under_score-9.io/ns/shop/sa/Orders.v2", "under_score-9.io", "/ns/shop/sa/Orders.v2"),
            ("spiffe://example.com/...", "example.com", "/..."),
        ] {
            let id = SpiffeId::parse(text).unwrap();
            assert_eq!((id.trust_domain(), id.path(), id.as_str()), (domain, path, text));
        }
    }

    #[test]
    fn what_is_not_exactly_in_the_form_is_none() {
        use SpiffeIdError::{NoPath, Path, Scheme, TrustDomain};
        for (text, error) in [
            ("", Scheme),
            ("example.com/agent", Scheme),
            ("SPIFFE://example.com/agent", Scheme),
            ("spiffe:/example.com/agent", Scheme),
            (" spiffe://example.com/agent", Scheme),
            ("spiffe://", NoPath),
            ("spiffe://example.com", NoPath),
            ("spiffe://example.com?x=/agent", TrustDomain),
            ("spiffe:///agent", TrustDomain),
            ("spiffe://*/agent", TrustDomain),
            ("spiffe://*.example.com/agent", TrustDomain),
            ("spiffe://Example.com/agent", TrustDomain),
            ("spiffe://example.com:443/agent", TrustDomain),
            ("spiffe://user@example.com/agent", TrustDomain),
            ("spiffe://exämple.com/agent", TrustDomain),
            ("spiffe://example%2ecom/agent", TrustDomain),
            ("spiffe://example.com/", Path),
            ("spiffe://example.com//agent", Path),
            ("spiffe://example.com/agent/", Path),
            ("spiffe://example.com/agent/*", Path),
            ("spiffe://example.com/./agent", Path),
            ("spiffe://example.com/agent/../other", Path),
            ("spiffe://example.com/agent%2Fother", Path),
            ("spiffe://example.com/agent?x", Path),
            ("spiffe://example.com/agent#x", Path),
            ("spiffe://example.com/agent ", Path),
            ("spiffe://example.com/agent\n", Path),
            ("spiffe://example.com/agent\0", Path),
        ] {
            assert_eq!(SpiffeId::parse(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn lengths_are_those_of_the_standard() {
        let domain = |length: usize| SpiffeId::parse(&format!("spiffe://{}/x", "a".repeat(length)));
        assert!(domain(255).is_ok());
        assert_eq!(domain(256), Err(SpiffeIdError::TrustDomain));
        let whole = |length: usize| SpiffeId::parse(&format!("spiffe://a/{}", "x".repeat(length - 11)));
        assert!(whole(2048).is_ok());
        assert_eq!(whole(2049), Err(SpiffeIdError::TooLong));
    }
}
