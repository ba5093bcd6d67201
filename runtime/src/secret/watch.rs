//! A thread that refreshes one credential now and then. It must not keep the credential, and ends with its handle.

use std::io;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{RecvTimeoutError, Sender, bounded};

use super::credential::WeakCredential;

/// Refreshes a [`Credential`](super::Credential) in an interval for as long as it is kept.
///
/// It asks the source each time instead of waiting for events of the file system, which do not come on every kind of mount.
///
/// ```
/// use std::time::Duration;
/// use portcullis::secret::{Credential, SecretFile, Watch};
///
/// fn watch(key: &Credential) -> std::io::Result<Watch> {
///     key.watch(Duration::from_secs(10))
/// }
/// ```
#[must_use = "the credential is not refreshed any more when its watch is dropped"]
#[derive(Debug)]
pub struct Watch {
    /// Nothing is ever sent: the thread ends when this is gone.
    _until: Sender<()>,
}

impl Watch {
    pub(super) fn start(credential: WeakCredential, interval: Duration) -> io::Result<Self> {
        let (until, ended) = bounded::<()>(0);
        let interval = interval.max(Duration::from_millis(1));
        thread::Builder::new().name("portcullis-secret".into()).spawn(move || {
            while let Err(RecvTimeoutError::Timeout) = ended.recv_timeout(interval) {
                let Some(credential) = credential.upgrade() else { return };
                // The ledger and the log have been told of a failure.
                let _ = credential.refresh();
            }
        })?;
        Ok(Watch { _until: until })
    }
}
