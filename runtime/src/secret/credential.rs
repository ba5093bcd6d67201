//! A secret with a name, which may be exchanged for a new one while calls run.
//!
//! The current and the previous version stand behind one atomic pointer. Before a new version can be used it is among
//! what gates look for. A rotation that fails must leave everything as it was.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;

use super::custody::Keeper;
use super::scan::Forms;
use super::{Secret, SecretError, SecretSource, Watch};
use crate::body_pool::discard;
use crate::clock::{Clock, SystemClock};

/// A secret under a name, in its current and its previous version. Clones are the same credential.
///
/// ```
/// use portcullis::secret::{Credential, Refreshed, SecretFile};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("api-key");
/// # let write = |text: &str| -> std::io::Result<()> {
/// #     let new = tempfile::NamedTempFile::new_in(folder.path())?;
/// #     std::fs::write(&new, text)?;
/// #     new.persist(&path)?;
/// #     Ok(())
/// # };
/// # write("the first key\n")?;
/// let key = Credential::rotating("api-key", SecretFile::new(&path))?;
/// assert!(key.matches(b"the first key"));
///
/// # write("the second key\n")?;
/// // The file has been exchanged.
/// assert_eq!(key.refresh()?, Refreshed::Rotated);
/// assert!(key.reveal(|bytes| bytes == b"the second key"));
/// // What was made with the old one is still good for a while.
/// assert!(key.matches(b"the first key"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Credential {
    inner: Arc<Inner>,
}

struct Inner {
    name: String,
    source: Option<Box<dyn SecretSource>>,
    clock: Arc<dyn Clock>,
    versions: ArcSwap<Versions>,
    /// Held while it rotates, so that one rotation happens at a time.
    rotation: Mutex<Rotation>,
    callbacks: Mutex<Vec<Callback>>,
    /// The gates that look for it.
    keepers: Mutex<Vec<Weak<Keeper>>>,
}

type Callback = Arc<dyn Fn(&Rotated) + Send + Sync>;

struct Versions {
    current: Arc<Version>,
    previous: Option<Arc<Version>>,
    /// It is looked for already, and not used yet.
    next: Option<Arc<Version>>,
}

struct Version {
    number: u64,
    since: Instant,
    forms: Arc<Forms>,
}

#[derive(Default)]
struct Rotation {
    /// Why the last one failed, so that the ledger is told once and not at each attempt.
    failure: Option<SecretError>,
}

/// What a [refresh](Credential::refresh) found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Refreshed {
    /// The source still has the current version, or there is no source to ask.
    Unchanged,
    /// There is a new version, which is the current one from now on.
    Rotated,
}

/// That a credential has a new version, for [`Credential::on_rotate`].
///
/// ```
/// use portcullis::secret::Rotated;
///
/// fn log(rotated: &Rotated) {
///     println!("{} is at version {}", rotated.name, rotated.version);
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rotated {
    /// The credential's name.
    pub name: String,
    /// The number of the new version; the first one had 1.
    pub version: u64,
}

impl Credential {
    /// A secret that never changes.
    ///
    /// # Errors
    ///
    /// [`SecretError::TooPlain`], when it would be found in harmless text, so that no gate could look for it.
    pub fn fixed(name: impl Into<String>, secret: Secret) -> Result<Self, SecretError> {
        Self::new(name.into(), secret, None, Arc::new(SystemClock))
    }

    /// A secret that its source may exchange. It is fetched now, and at each [`refresh`](Credential::refresh).
    ///
    /// # Errors
    ///
    /// [`SecretError`], when there is none at first, or none that could be looked for.
    pub fn rotating(name: impl Into<String>, source: impl SecretSource) -> Result<Self, SecretError> {
        Self::rotating_by(name, source, SystemClock)
    }

    /// As [`rotating`](Credential::rotating), with a clock for its [age](Credential::age).
    ///
    /// # Errors
    ///
    /// As of [`rotating`](Credential::rotating).
    pub fn rotating_by(
        name: impl Into<String>,
        source: impl SecretSource,
        clock: impl Clock,
    ) -> Result<Self, SecretError> {
        Self::new(name.into(), fetch(&source)?, Some(Box::new(source)), Arc::new(clock))
    }

    fn new(
        name: String,
        secret: Secret,
        source: Option<Box<dyn SecretSource>>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, SecretError> {
        let forms = Arc::new(Forms::new(name.clone(), secret)?);
        let current = Arc::new(Version { number: 1, since: clock.now(), forms });
        Ok(Credential {
            inner: Arc::new(Inner {
                name,
                source,
                clock,
                versions: ArcSwap::from_pointee(Versions { current, previous: None, next: None }),
                rotation: Mutex::default(),
                callbacks: Mutex::default(),
                keepers: Mutex::default(),
            }),
        })
    }

    /// The name under which the ledger knows it.
    pub fn name(&self) -> &str {
        &self.inner.name
    }

    /// Lends the current version to `use_it` for as long as it runs.
    ///
    /// For code that owns the credential, such as an authority. A body takes a [`SecretRef`](super::SecretRef), whose uses are
    /// recorded.
    pub fn reveal<R>(&self, use_it: impl FnOnce(&[u8]) -> R) -> R {
        let current = self.inner.versions.load().current.clone();
        use_it(current.bytes())
    }

    /// Lends the previous version to `use_it`, if there is one: what was signed with it can still be checked.
    pub fn reveal_previous<R>(&self, use_it: impl FnOnce(&[u8]) -> R) -> Option<R> {
        let previous = self.inner.versions.load().previous.clone()?;
        Some(use_it(previous.bytes()))
    }

    /// Whether it is the current or the previous version, in a time that depends on lengths alone.
    pub fn matches(&self, candidate: &[u8]) -> bool {
        let versions = self.inner.versions.load_full();
        let is = |version: &Arc<Version>| version.secret().is_some_and(|secret| secret.matches(candidate));
        // Both are compared, whatever the first says.
        is(&versions.current) | versions.previous.as_ref().is_some_and(is)
    }

    /// Wipes the previous version, which then [matches](Credential::matches) no more: when it is known to others.
    ///
    /// From then on no gate looks for it either.
    pub fn forget_previous(&self) {
        let rotation = self.rotation();
        let current = self.inner.versions.load().current.clone();
        self.set(Versions { current, previous: None, next: None });
        drop(rotation);
    }

    /// The number of the current version: 1 for the first.
    pub fn version(&self) -> u64 {
        self.inner.versions.load().current.number
    }

    /// How long the current version has been the current one.
    pub fn age(&self) -> Duration {
        self.inner.clock.now().saturating_duration_since(self.inner.versions.load().current.since)
    }

    /// Fetches the secret again, and makes it the current version if it is another one.
    ///
    /// It may block, as long as the source does.
    ///
    /// # Errors
    ///
    /// [`SecretError`]: everything stays as it was. The ledgers of the gates that have it get `secret.rotation_failed`,
    /// once for as long as the reason is the same.
    pub fn refresh(&self) -> Result<Refreshed, SecretError> {
        let Some(source) = &self.inner.source else { return Ok(Refreshed::Unchanged) };
        let mut rotation = self.rotation();
        match self.exchange(source.as_ref()) {
            Ok(None) => {
                rotation.failure = None;
                Ok(Refreshed::Unchanged)
            }
            Ok(Some(rotated)) => {
                rotation.failure = None;
                self.keepers().iter().for_each(|keeper| keeper.record_rotation(&rotated));
                tracing::info!(secret = rotated.name, version = rotated.version, "a secret was rotated");
                // Without the lock: a callback may refresh.
                drop(rotation);
                self.tell(&rotated);
                Ok(Refreshed::Rotated)
            }
            Err(error) => {
                if rotation.failure.as_ref() != Some(&error) {
                    let keepers = self.keepers();
                    // A source of the user's own may say where it looked in words that hold another secret.
                    let said = keepers.iter().fold(error.to_string(), |said, keeper| keeper.masked(said));
                    keepers.iter().for_each(|keeper| keeper.record_failed_rotation(self.name(), &said));
                    tracing::warn!(
                        secret = self.name(),
                        error = said,
                        "a secret was not rotated; the old one stays"
                    );
                    rotation.failure = Some(error.clone());
                }
                Err(error)
            }
        }
    }

    /// Calls `callback` after each rotation, on the thread that refreshed. A panic of it is contained.
    pub fn on_rotate(&self, callback: impl Fn(&Rotated) + Send + Sync + 'static) {
        lock(&self.inner.callbacks).push(Arc::new(callback));
    }

    /// Refreshes it every `interval` (1 ms at least) on a thread of its own, until the [`Watch`] is dropped.
    ///
    /// Ten seconds are a good interval for a file: Kubernetes itself takes up to a minute to exchange one.
    ///
    /// # Errors
    ///
    /// If no thread can be started.
    pub fn watch(&self, interval: Duration) -> std::io::Result<Watch> {
        Watch::start(self.downgrade(), interval)
    }

    /// Where it comes from, for the surface: never a part of it.
    pub(super) fn describe(&self) -> String {
        self.inner.source.as_ref().map_or("fixed".to_owned(), |source| source.describe())
    }

    /// All versions that may be in somebody's hands.
    pub(super) fn forms(&self) -> Vec<Arc<Forms>> {
        let versions = self.inner.versions.load_full();
        let all = [Some(&versions.current), versions.previous.as_ref(), versions.next.as_ref()];
        all.into_iter().flatten().map(|version| version.forms.clone()).collect()
    }

    pub(super) fn is(&self, other: &Credential) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner)
    }

    /// From now on this keeper is told of each change, before it takes effect.
    pub(super) fn tell_keeper(&self, keeper: &Arc<Keeper>) {
        lock(&self.inner.keepers).push(Arc::downgrade(keeper));
    }

    fn exchange(&self, source: &dyn SecretSource) -> Result<Option<Rotated>, SecretError> {
        let secret = fetch(source)?;
        let Versions { current, previous, .. } = &*self.inner.versions.load_full();
        if current.secret().is_some_and(|current| secret.matches(current.bytes())) {
            return Ok(None);
        }
        let number = current.number + 1;
        let forms = Arc::new(Forms::new(self.inner.name.clone(), secret)?);
        let next = Arc::new(Version { number, since: self.inner.clock.now(), forms });
        self.set(Versions { current: current.clone(), previous: previous.clone(), next: Some(next.clone()) });
        self.set(Versions { current: next, previous: Some(current.clone()), next: None });
        Ok(Some(Rotated { name: self.inner.name.clone(), version: number }))
    }

    /// Returns when every gate looks for all of these.
    fn set(&self, versions: Versions) {
        self.inner.versions.store(Arc::new(versions));
        self.keepers().iter().for_each(|keeper| keeper.look_anew());
    }

    fn tell(&self, rotated: &Rotated) {
        let callbacks = lock(&self.inner.callbacks).clone();
        for callback in callbacks {
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| callback(rotated))) {
                discard(panic);
                tracing::error!(secret = rotated.name, "a callback panicked after a rotation");
            }
        }
    }

    fn keepers(&self) -> Vec<Arc<Keeper>> {
        let mut keepers = lock(&self.inner.keepers);
        keepers.retain(|keeper| keeper.strong_count() > 0);
        keepers.iter().filter_map(Weak::upgrade).collect()
    }

    fn rotation(&self) -> MutexGuard<'_, Rotation> {
        lock(&self.inner.rotation)
    }

    fn downgrade(&self) -> WeakCredential {
        WeakCredential(Arc::downgrade(&self.inner))
    }
}

/// The name, the version and `[redacted]`.
impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Credential({}, version {}, [redacted])", self.inner.name, self.version())
    }
}

/// A credential that does not live on for its watch alone.
pub(super) struct WeakCredential(Weak<Inner>);

impl WeakCredential {
    pub(super) fn upgrade(&self) -> Option<Credential> {
        self.0.upgrade().map(|inner| Credential { inner })
    }
}

impl Version {
    fn secret(&self) -> Option<&Secret> {
        self.forms.secret()
    }

    fn bytes(&self) -> &[u8] {
        self.secret().map(Secret::bytes).unwrap_or_default()
    }
}

/// A source is the user's code; its panic is a failure like another.
fn fetch(source: &dyn SecretSource) -> Result<Secret, SecretError> {
    catch_unwind(AssertUnwindSafe(|| source.fetch())).unwrap_or_else(|panic| {
        discard(panic);
        Err(SecretError::Unavailable { place: "the source".to_owned(), reason: "it panicked" })
    })
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
