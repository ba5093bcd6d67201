//! For tests of capabilities that reach out. Needs the feature `testing`, which belongs in dev-dependencies only.
//!
//! What is exchanged is who opens the connection, **after** the address was checked; the check itself has no switch.

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::net::TcpStream;

use crate::connect::Network;
use crate::dial::{Dial, Dialled};
use crate::tls::Trust;
use crate::{HttpError, HttpHost, PublicWebBuilder};

/// Connects what is dialled to servers of a test's, and remembers what was dialled. An address without a route is refused.
///
/// ```
/// use portcullis_http::testing::Dialler;
///
/// let server = std::net::TcpListener::bind("127.0.0.1:0")?;
/// let dialler = Dialler::new().route("93.184.216.34".parse()?, server.local_addr()?);
/// assert!(dialler.dialled().is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Dialler {
    routes: HashMap<IpAddr, SocketAddr>,
    dialled: Arc<Mutex<Vec<SocketAddr>>>,
}

impl Dialler {
    /// Refuses everything.
    pub fn new() -> Self {
        Self::default()
    }

    /// Connects what dials `address` to a server of the test's.
    #[must_use]
    pub fn route(mut self, address: IpAddr, server: SocketAddr) -> Self {
        self.routes.insert(address, server);
        self
    }

    /// What was dialled so far, in its order.
    pub fn dialled(&self) -> Vec<SocketAddr> {
        self.dialled.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Dial for Dialler {
    fn dial(&self, address: SocketAddr) -> Dialled<'_> {
        self.dialled.lock().unwrap_or_else(PoisonError::into_inner).push(address);
        Box::pin(async move {
            match self.routes.get(&address.ip()) {
                Some(server) => TcpStream::connect(server).await,
                None => Err(io::ErrorKind::ConnectionRefused.into()),
            }
        })
    }
}

impl<H: ?Sized> HttpHost<H> {
    /// Dials by this in a test; see [`Dialler`]. The surface says so.
    pub fn dialled_by(mut self, dialler: &Dialler) -> Self {
        exchange_dialler(self.network(), dialler);
        self
    }
}

impl PublicWebBuilder {
    /// Dials by this in a test; see [`Dialler`]. The surface says so.
    pub fn dialled_by(mut self, dialler: &Dialler) -> Self {
        exchange_dialler(self.network(), dialler);
        self
    }

    /// Trusts the certificates of this PEM text in a test, and no others.
    ///
    /// # Errors
    ///
    /// [`GrantFault::Certificates`](crate::GrantFault::Certificates).
    pub fn trust_only(mut self, pem: &[u8]) -> Result<Self, HttpError> {
        self.network().trust = Trust::only(pem).map_err(HttpError::Grant)?;
        Ok(self)
    }
}

fn exchange_dialler(network: &mut Network, dialler: &Dialler) {
    network.dialler = Arc::new(dialler.clone());
}
