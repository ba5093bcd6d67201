//! A secret in a capability's signature: which one it may use is said there, and each use is in the ledger.

use std::any::type_name;
use std::fmt;
use std::marker::PhantomData;

use super::{Credential, Secret, SecretError, SecretSource};
use crate::authority::{Authority, Effect};
use crate::call::Call;

/// One secret as an authority: `#[grant] key: SecretRef<ShopKey>`. `N` is a type of yours that names it.
///
/// ```
/// use portcullis::prelude::*;
/// use portcullis::secret::{SecretError, SecretFile, SecretRef};
///
/// /// The key of the shop's service.
/// struct ShopKey;
///
/// /// Signs an order.
/// #[capability(read)]
/// fn sign(call: &Call, #[grant] key: SecretRef<ShopKey>, order: u64) -> Result<u64, Internal> {
///     // Stands for a real MAC.
///     Ok(key.reveal(call, |bytes| bytes.iter().fold(order, |sum, byte| sum ^ u64::from(*byte)))?)
/// }
///
/// fn gate() -> Result<Gate, Box<dyn std::error::Error>> {
///     let key = SecretRef::<ShopKey>::rotating(SecretFile::new("/run/secrets/shop-key"))?;
///     Ok(Gate::builder()
///         .capability(sign)
///         .grant(key)
///         .authorizer(Permits::none().permit(Caller::local(), sign))
///         .ledger(Memory::new())
///         .build()?)
/// }
/// ```
///
/// # What it guarantees
///
/// The first time that a call reveals it, the ledger gets `secret.revealed` with its name, or it is not revealed. A gate
/// that is granted it withholds outputs in which it stands, as it is or in base64 (standard and URL-safe, at any position),
/// hexadecimal, URL-encoded or JSON-escaped form (twice as well), and masks it in failures, notes and logs.
///
/// # What it does not
///
/// A body that cuts it up, reverses or encrypts it gets it past that scan, and so do forms that are not named above, such
/// as base64 with line breaks in it. The scan stops mistakes, not a hostile author.
pub struct SecretRef<N: ?Sized> {
    credential: Credential,
    name: PhantomData<fn() -> N>,
}

impl<N: ?Sized + 'static> SecretRef<N> {
    /// A secret that never changes.
    ///
    /// # Errors
    ///
    /// [`SecretError::TooPlain`], when it would be found in harmless text, so that no gate could look for it.
    pub fn fixed(secret: Secret) -> Result<Self, SecretError> {
        Ok(Self::of(Credential::fixed(marker_name::<N>(), secret)?))
    }

    /// A secret that its source may exchange; see [`Credential::rotating`].
    ///
    /// # Errors
    ///
    /// [`SecretError`], when there is none at first, or none that could be looked for.
    pub fn rotating(source: impl SecretSource) -> Result<Self, SecretError> {
        Ok(Self::of(Credential::rotating(marker_name::<N>(), source)?))
    }

    /// A credential under its own name.
    pub fn of(credential: Credential) -> Self {
        SecretRef { credential, name: PhantomData }
    }

    /// The credential, for its owner: to refresh, to watch, to ask for its age.
    pub fn credential(&self) -> &Credential {
        &self.credential
    }

    /// Lends the bytes to `use_it`. The call's first use of this secret is recorded before.
    ///
    /// # Errors
    ///
    /// [`SecretError::Unrecorded`], when the ledger does not take the record; `use_it` does not run.
    pub fn reveal<R>(&self, call: &Call, use_it: impl FnOnce(&[u8]) -> R) -> Result<R, SecretError> {
        call.record_reveal(&self.credential)?;
        Ok(self.credential.reveal(use_it))
    }

    /// Whether it is the current or the previous version, in a time that depends on lengths alone. Nothing is revealed.
    pub fn matches(&self, candidate: &[u8]) -> bool {
        self.credential.matches(candidate)
    }
}

// Derived, it would ask for `N: Clone`.
impl<N: ?Sized> Clone for SecretRef<N> {
    fn clone(&self) -> Self {
        SecretRef { credential: self.credential.clone(), name: PhantomData }
    }
}

impl<N: ?Sized> fmt::Debug for SecretRef<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretRef({}, [redacted])", self.credential.name())
    }
}

impl<N: ?Sized + 'static> Authority for SecretRef<N> {
    const EFFECT: Effect = Effect::Read;
    const KIND: &'static str = "secret";

    /// Its name, and where it comes from: `ShopKey (file /run/secrets/shop-key)`.
    fn describe(&self) -> String {
        format!("{} ({})", self.credential.name(), self.credential.describe())
    }

    fn credentials(&self) -> Vec<Credential> {
        vec![self.credential.clone()]
    }
}

/// The marker's name, without its module.
fn marker_name<N: ?Sized>() -> &'static str {
    let name = type_name::<N>();
    let plain = name.split_once('<').map_or(name, |(plain, _)| plain);
    plain.rsplit_once("::").map_or(plain, |(_, last)| last)
}
