//! From a name to its addresses. What a resolver says is checked in any case, so it decides where nothing may be dialled
//! and never where something may.

use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::pin::Pin;

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
            let name = match self {
                System::Relative => Cow::Borrowed(name),
                System::Absolute => Cow::Owned(format!("{name}.")),
            };
            let found = tokio::net::lookup_host((&*name, 0)).await;
            Ok(found?.map(|address| address.ip()).collect())
        })
    }
}

impl fmt::Debug for dyn Resolve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Resolve")
    }
}
