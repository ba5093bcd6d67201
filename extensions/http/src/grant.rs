//! What the owner of a gate says of a host before it is an authority. Bodies never hold this: it can widen what it grants.

use std::fmt;
use std::marker::PhantomData;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use http::header::{AUTHORIZATION, HeaderName};
use portcullis::secret::Credential;

use crate::address::PrivateRange;
use crate::connect::Network;
use crate::credential::CredentialHeader;
use crate::origin::Origin;
use crate::request::{is_alike, is_reserved};
use crate::resolve::{Resolve, System};
use crate::tls::Trust;
use crate::{GrantFault, Http, HttpError, HttpMut};

/// How long one request may take, unless the owner says otherwise.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(30);

/// Bytes of an answer, and of what is sent, unless the owner says otherwise: 1 MiB.
pub(crate) const MOST_BYTES: usize = 1 << 20;

/// The most that the owner may say: 16 MiB.
pub(crate) const CAP: usize = 16 << 20;

/// A host, or a list of them, that its owner is about to grant: [`read_only`](HttpHost::read_only), or
/// [`writable`](HttpHost::writable).
///
/// It begins with [`Http::to`], and is no authority: a gate does not take it, and a capability cannot ask for it.
///
/// ```
/// use portcullis::secret::{Credential, SecretFile};
/// use portcullis_http::{Http, HttpHost, HttpMut};
///
/// /// The service that knows about orders.
/// struct OrdersApi;
///
/// fn orders() -> Result<(Http<OrdersApi>, HttpMut<OrdersApi>), Box<dyn std::error::Error>> {
///     let key = Credential::rotating("orders-key", SecretFile::new("/run/secrets/orders-key"))?;
///     let orders = Http::<OrdersApi>::to("https://orders.example.com")?.bearer(key).max_response(64 << 10).writable();
///     Ok((orders.read_only(), orders))
/// }
/// ```
/// ```compile_fail,E0277
/// # use portcullis_http::HttpHost; struct Shop;
/// fn owner(gate: portcullis::GateBuilder, shop: HttpHost<Shop>) -> portcullis::GateBuilder {
///     gate.grant(shop) // with `.read_only()` it compiles
/// }
/// ```
#[must_use = "a host is granted by `.read_only()` or `.writable()`"]
pub struct HttpHost<H: ?Sized> {
    site: Site,
    host: PhantomData<fn() -> H>,
}

impl<H: ?Sized> HttpHost<H> {
    pub(crate) fn to(origin: &str) -> Result<Self, HttpError> {
        let site = Site {
            origins: vec![Origin::parse(origin).map_err(HttpError::Grant)?],
            network: Network::of(System::Relative),
            timeout: TIMEOUT,
            most_request: MOST_BYTES,
            most_response: MOST_BYTES,
        };
        Ok(HttpHost { site, host: PhantomData })
    }

    /// Grants one more host. A request can be made [`on`](crate::Request::on) it, and redirects may lead there: without a
    /// credential, also of its own, since the other host chooses what is asked.
    ///
    /// What is said of credentials and addresses after this is said of this host: each has its own.
    ///
    /// # Errors
    ///
    /// [`HttpError::Grant`].
    pub fn and(mut self, origin: &str) -> Result<Self, HttpError> {
        let origin = Origin::parse(origin).map_err(HttpError::Grant)?;
        let site = &mut self.site;
        if site.origins.iter().any(|known| known.holds(origin.url())) {
            return Err(HttpError::Grant(GrantFault::Twice));
        }
        site.origins.push(origin);
        Ok(self)
    }

    /// Sends `Authorization: Bearer …` with each request to the host that was named last, and to no other.
    pub fn bearer(self, credential: Credential) -> Self {
        self.with_credential(CredentialHeader::new(AUTHORIZATION, "Bearer ", credential))
    }

    /// Sends a credential under this header's name with each request to the host that was named last, and to no other.
    ///
    /// # Errors
    ///
    /// [`GrantFault::Header`] for a name that is none, or is the client's own.
    pub fn credential_header(self, name: &str, credential: Credential) -> Result<Self, HttpError> {
        let name = HeaderName::from_bytes(name.as_bytes()).ok().filter(|name| !is_reserved(name));
        let name = name.ok_or(HttpError::Grant(GrantFault::Header))?;
        Ok(self.with_credential(CredentialHeader::new(name, "", credential)))
    }

    /// Lets the host that was named last be this machine: `127.0.0.0/8` and `::1`.
    pub fn allow_loopback(mut self) -> Self {
        self.last(|origin| origin.allowed.loopback = true);
        self
    }

    /// Lets the host that was named last have addresses of this private range: `10.1.0.0/16`, `fd12:3456::/32`.
    ///
    /// The metadata services of clouds are not among them, also where they are in the range.
    ///
    /// # Errors
    ///
    /// [`GrantFault::Range`] for a range that is not private from end to end.
    pub fn allow_private(mut self, range: &str) -> Result<Self, HttpError> {
        let range = PrivateRange::parse(range).ok_or(HttpError::Grant(GrantFault::Range))?;
        self.last(|origin| origin.allowed.ranges.push(range));
        Ok(self)
    }

    /// Lets the host that was named last have this very address, of whatever kind.
    ///
    /// It is spoken to with TLS like any other, so the metadata services of most clouds, which speak plain HTTP, are not
    /// reached in this way either.
    pub fn allow_address(mut self, address: IpAddr) -> Self {
        self.last(|origin| origin.allowed.exact.push(address));
        self
    }

    /// Sets how long one request may take with its redirects: 30 s unless told otherwise, and never beyond its call.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.site.timeout = timeout;
        self
    }

    /// Sets how many bytes an answer may have: 1 MiB unless told otherwise, at most 16 MiB.
    pub fn max_response(mut self, bytes: usize) -> Self {
        self.site.most_response = bytes.min(CAP);
        self
    }

    /// Sets how many bytes may be sent: 1 MiB unless told otherwise, at most 16 MiB.
    pub fn max_request(mut self, bytes: usize) -> Self {
        self.site.most_request = bytes.min(CAP);
        self
    }

    /// Trusts the certificates of this PEM text, such as those of your own authority, and no others.
    ///
    /// # Errors
    ///
    /// [`GrantFault::Certificates`].
    pub fn trust_only(mut self, pem: &[u8]) -> Result<Self, HttpError> {
        self.site.network.trust = Trust::only(pem).map_err(HttpError::Grant)?;
        Ok(self)
    }

    /// Asks `resolver` for addresses, instead of the operating system. What it says is checked all the same.
    pub fn resolver(mut self, resolver: impl Resolve) -> Self {
        self.site.network.resolve_by(resolver);
        self
    }

    /// The authority to read from it.
    pub fn read_only(self) -> Http<H> {
        Http::of(Arc::new(self.site))
    }

    /// The authority to read from it, and to have effects.
    pub fn writable(self) -> HttpMut<H> {
        HttpMut::of(Arc::new(self.site))
    }

    #[cfg(feature = "testing")]
    pub(crate) fn network(&mut self) -> &mut Network {
        &mut self.site.network
    }

    fn with_credential(mut self, header: CredentialHeader) -> Self {
        // The later one of a name stands.
        self.last(|origin| {
            origin.credentials.retain(|known| known.name != header.name);
            origin.credentials.push(header);
        });
        self
    }

    fn last(&mut self, change: impl FnOnce(&mut Origin)) {
        if let Some(origin) = self.site.origins.last_mut() {
            change(origin);
        }
    }
}

// Derived, it would ask for `H: Clone`.
impl<H: ?Sized> Clone for HttpHost<H> {
    fn clone(&self) -> Self {
        HttpHost { site: self.site.clone(), host: PhantomData }
    }
}

/// The hosts, as the surface will show them.
impl<H: ?Sized> fmt::Debug for HttpHost<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HttpHost({})", self.site)
    }
}

/// What the owner has settled.
#[derive(Clone)]
pub(crate) struct Site {
    /// Never empty; the first is the one that is meant where none is named.
    pub(crate) origins: Vec<Origin>,
    pub(crate) network: Network,
    pub(crate) timeout: Duration,
    pub(crate) most_request: usize,
    pub(crate) most_response: usize,
}

impl Site {
    pub(crate) fn find(&self, origin: &str) -> Option<usize> {
        let wanted = Origin::parse(origin).ok()?;
        self.origins.iter().position(|origin| origin.holds(wanted.url()))
    }

    pub(crate) fn has_credential_header(&self, name: &HeaderName) -> bool {
        self.origins
            .iter()
            .flat_map(|origin| &origin.credentials)
            .any(|credential| is_alike(&credential.name, name))
    }
}

/// What the surface shows: each host with what is its own, and then what all of them have in common.
impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let origins: Vec<_> = self.origins.iter().map(ToString::to_string).collect();
        write!(f, "{}{}", origins.join(", "), self.network)
    }
}
