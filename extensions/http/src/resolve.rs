//! From a name to its addresses. What a resolver says is checked in any case, so it decides where nothing may be dialled
//! and never where something may.

use std::fmt;
use std::future::Future;
use std::io;
use std::net::{IpAddr, ToSocketAddrs};
use std::pin::Pin;

use tokio::sync::Semaphore;

/// The addresses of a name, once they are known.
pub type Addresses<'a> = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>>;

/// Finds the addresses of a name: the operating system does unless the owner names another, such as a DNS server.
///
/// Each request asks once, and dials what it was told then. An answer is checked like any other, wherever it comes from.
///
/// ```
/// use std::net::{IpAddr, Ipv4Addr};
/// use portcullis_http::{Addresses, Resolve};
///
/// /// Knows one host by heart.
/// struct Pinned;
///
/// impl Resolve for Pinned {
///     fn resolve<'a>(&'a self, name: &'a str) -> Addresses<'a> {
///         Box::pin(async move {
///             match name {
///                 "api.example.com" => Ok(vec![IpAddr::V4(Ipv4Addr::new(93, 184, 216, 34))]),
///                 _ => Err(std::io::ErrorKind::NotFound.into()),
///             }
///         })
///     }
/// }
/// ```
pub trait Resolve: Send + Sync + 'static {
    /// All addresses of `name`, which is never an IP address itself.
    fn resolve<'a>(&'a self, name: &'a str) -> Addresses<'a>;
}

/// Look-ups by the operating system that may go on at a time in this process. It knows no way to end one: each holds a
/// thread of tokio's until the system gives up, long after nobody waits for it any more.
const MOST_LOOK_UPS: usize = 64;

/// Of names that an owner wrote.
static GRANTED: Semaphore = Semaphore::const_new(MOST_LOOK_UPS);

/// Of names that a caller may have sent. They have places of their own, since whoever answers for them may take his time.
static PUBLIC: Semaphore = Semaphore::const_new(MOST_LOOK_UPS);

/// The operating system's resolver.
#[derive(Debug, Clone, Copy)]
pub(crate) enum System {
    /// Names are the owner's: one may be short, or in the machine's own domain.
    Relative,
    /// Names are public. The machine's search domains must not be added to them.
    Absolute,
}

impl Resolve for System {
    fn resolve<'a>(&'a self, name: &'a str) -> Addresses<'a> {
        Box::pin(async move {
            let (places, name) = match self {
                System::Relative => (&GRANTED, name.to_owned()),
                System::Absolute => (&PUBLIC, format!("{name}.")),
            };
            let found = on_a_thread(places, move || (name, 0).to_socket_addrs()).await;
            Ok(found?.map(|address| address.ip()).collect())
        })
    }
}

/// Does what blocks on another thread, or nothing at all while too much of it goes on there. The place is taken for as long as
/// it goes on, and not only for as long as somebody waits.
async fn on_a_thread<T: Send + 'static>(
    places: &'static Semaphore,
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    let place = places.try_acquire().map_err(|_| io::ErrorKind::WouldBlock)?;
    let done = tokio::task::spawn_blocking(move || {
        let _place = place;
        work()
    });
    done.await.map_err(io::Error::other)?
}

impl fmt::Debug for dyn Resolve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Resolve")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn a_look_up_has_its_place_until_it_ends_and_one_too_many_fails_at_once() {
        static PLACES: Semaphore = Semaphore::const_new(1);
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let (end, may_end) = mpsc::channel();
        let waits = tokio::spawn(on_a_thread(&PLACES, move || {
            let _ = begun.send(());
            may_end.recv().map_err(io::Error::other)
        }));
        has_begun.await.unwrap();
        // Nobody waits any more, and it goes on.
        waits.abort();
        assert!(waits.await.unwrap_err().is_cancelled());
        let refused = on_a_thread(&PLACES, || Ok(())).await.unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::WouldBlock);
        end.send(()).unwrap();
        drop(PLACES.acquire().await.unwrap());
        assert!(on_a_thread(&PLACES, || Ok(())).await.is_ok(), "its place is free again");
    }

    #[tokio::test]
    async fn the_operating_system_is_asked() {
        let found = System::Relative.resolve("localhost").await.unwrap();
        assert!(!found.is_empty() && found.iter().all(IpAddr::is_loopback), "{found:?}");
    }
}
