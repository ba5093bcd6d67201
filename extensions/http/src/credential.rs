//! A credential that is added to each request to one host: after the connection stands, and never to another.

use std::fmt;

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use portcullis::Call;
use portcullis::secret::{Credential, SecretRef};
use zeroize::Zeroizing;

use crate::HttpError;

/// A header with a secret in it.
#[derive(Clone)]
pub(crate) struct CredentialHeader {
    pub(crate) name: HeaderName,
    /// What stands before the secret: `Bearer `.
    prefix: &'static str,
    credential: Credential,
}

impl CredentialHeader {
    pub(crate) fn new(name: HeaderName, prefix: &'static str, credential: Credential) -> Self {
        CredentialHeader { name, prefix, credential }
    }

    pub(crate) fn credential(&self) -> &Credential {
        &self.credential
    }

    /// The header's value with the current version of the secret; the call's first use of it is recorded before.
    pub(crate) fn value(&self, call: &Call) -> Result<HeaderValue, HttpError> {
        let owned = SecretRef::<()>::of(self.credential.clone())
            .reveal(call, |secret| {
                // Of its size at once, since a buffer that grows leaves a copy behind, and wiped with the header.
                let mut value = Zeroizing::new(Vec::with_capacity(self.prefix.len() + secret.len()));
                value.extend_from_slice(self.prefix.as_bytes());
                // portcullis: allow(secret_copied_out, reason = "a header needs it whole, and this copy is wiped")
                value.extend_from_slice(secret);
                value
            })
            .map_err(|_| HttpError::Unrecorded)?;
        if owned.iter().any(|byte| !(b' '..=b'~').contains(byte)) {
            return Err(HttpError::UnusableCredential);
        }
        let mut value = HeaderValue::from_maybe_shared(Bytes::from_owner(owned))
            .map_err(|_| HttpError::UnusableCredential)?;
        value.set_sensitive(true);
        Ok(value)
    }
}

impl fmt::Debug for CredentialHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CredentialHeader({}, {:?})", self.name, self.credential)
    }
}
