//! One host, or a list of them, as an authority: read-only, or with effects.

use std::fmt;
use std::marker::PhantomData;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use http::Method;
use http::header::{AUTHORIZATION, HeaderName};
use portcullis::authority::{Authority, Effect};
use portcullis::secret::Credential;

use crate::address::PrivateRange;
use crate::connect::Network;
use crate::credential::CredentialHeader;
use crate::origin::Origin;
use crate::request::{Request, is_reserved};
use crate::resolve::{Resolve, System};
use crate::tls::Trust;
use crate::{Body, GrantFault, HttpError, UrlPath};

/// How long one request may take, unless the owner says otherwise.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(30);

/// Bytes of an answer, and of what is sent, unless the owner says otherwise: 1 MiB.
pub(crate) const MOST_BYTES: usize = 1 << 20;

/// The most that the owner may say: 16 MiB.
pub(crate) const CAP: usize = 16 << 20;

/// One host, or a list of them, to be read: `GET` and `HEAD`. `H` is a type of yours that names it.
///
/// ```
/// use portcullis::prelude::*;
/// use portcullis::secret::{Credential, SecretFile};
/// use portcullis_http::{Http, HttpError, path};
/// # use serde::Deserialize;
///
/// /// The service that knows about orders.
/// struct OrdersApi;
///
/// # #[derive(Deserialize)]
/// # struct Order { status: String }
/// /// Says how far an order is.
/// #[capability(read, timeout = "2s")]
/// async fn order_status(call: &Call, #[grant] orders: Http<OrdersApi>, id: u64) -> Result<String, StatusFailure> {
///     let order: Order = orders.get(path!("/orders/{id}", id)).json(call).await?;
///     Ok(order.status)
/// }
///
/// /// Why it cannot be said.
/// #[failure]
/// enum StatusFailure {
///     #[public("the orders cannot be asked", retryable)]
///     Upstream(#[from] HttpError),
/// }
///
/// fn gate() -> Result<Gate, Box<dyn std::error::Error>> {
///     let key = Credential::rotating("orders-key", SecretFile::new("/run/secrets/orders-key"))?;
///     Ok(Gate::builder()
///         .capability(order_status)
///         .grant(Http::<OrdersApi>::to("https://orders.example.com")?.bearer(key))
///         .authorizer(Permits::none().permit(Caller::local(), order_status))
///         .ledger(Memory::new())
///         .build()?)
/// }
/// ```
///
/// # What it guarantees
///
/// - **These hosts and no others**: a request has a path and no URL, and [`path!`](crate::path!) keeps values within it. A
///   redirect to another host, port or scheme is an error and is not followed.
/// - **The address that was checked is the one that is dialled.** Each request resolves the name once, looks at every
///   address that it got, and opens a connection of its own to one of them. If one is of a kind that was not granted,
///   none is dialled. Without a grant these are all but [public](crate::AddressKind::Public) ones.
/// - **TLS**, with the certificate checked for the host's name; without it this machine alone.
/// - **Within bounds**: at most the rest of the call, the owner's [`timeout`](Http::timeout) and
///   [`max_response`](Http::max_response), whatever the host says of its length; 32 KiB of headers. An answer that is
///   compressed is an error. The connection ends with the call.
/// - **Credentials** go to the host that they were given for, in a header, over a connection that stands; the call's first
///   use of one is in the ledger, or nothing is sent. The gate looks for them in all that leaves it.
/// - **No surroundings**: no proxy, no cookie, no cache, no variable of the environment but those by which this machine's
///   certificates are found (`SSL_CERT_FILE`, `SSL_CERT_DIR`).
///
/// # What it does not
///
/// It is for `async fn` alone. It does not know what the host does on a `GET`, or whom it asks. Copies of a credential in the buffers of the
/// HTTP and TLS libraries are not wiped. A connection is not kept for the next request. When a call ends while the
/// operating system resolves a name, that goes on for as long as it takes, on a thread of tokio's.
pub struct Http<H: ?Sized> {
    site: Arc<Site>,
    host: PhantomData<fn() -> H>,
}

/// One host, or a list of them, with effects: `POST`, `PUT`, `PATCH` and `DELETE` besides `GET` and `HEAD`.
///
/// It is an [`Http`] that its owner has made [`writable`](Http::writable), and guarantees the same. A redirect of a
/// request with an effect is not followed, and none is sent twice.
///
/// ```
/// use portcullis::prelude::*;
/// use portcullis_http::{Body, HttpError, HttpMut, path};
/// # struct OrdersApi;
///
/// /// Cancels an order.
/// #[capability(write)]
/// async fn cancel(call: &Call, #[grant] orders: HttpMut<OrdersApi>, id: u64) -> Result<bool, Internal> {
///     let sent = orders.post(path!("/orders/{id}/cancel", id), Body::empty()).send(call).await;
///     match sent {
///         Ok(response) => Ok(response.is_success()),
///         // Nothing can have happened.
///         Err(error) if error.was_not_sent() => Ok(false),
///         Err(error) => Err(error.into()),
///     }
/// }
/// # fn main() {}
/// ```
pub struct HttpMut<H: ?Sized>(Http<H>);

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
        self.origins.iter().flat_map(|origin| &origin.credentials).any(|credential| credential.name == *name)
    }
}

impl<H: ?Sized> Http<H> {
    /// Grants a host by its scheme and name: `https://api.example.com`, with a port if it is another than 443.
    ///
    /// `http://` is for this machine alone, `http://127.0.0.1:8080`, and needs [`allow_loopback`](Http::allow_loopback) as
    /// well.
    ///
    /// # Errors
    ///
    /// [`HttpError::Grant`].
    pub fn to(origin: &str) -> Result<Self, HttpError> {
        let site = Site {
            origins: vec![Origin::parse(origin).map_err(HttpError::Grant)?],
            network: Network::of(System::Relative),
            timeout: TIMEOUT,
            most_request: MOST_BYTES,
            most_response: MOST_BYTES,
        };
        Ok(Http { site: Arc::new(site), host: PhantomData })
    }

    /// Grants one more host. Redirects may lead there, and a request can be made [`on`](Request::on) it.
    ///
    /// What is said of credentials and addresses after this is said of this host: each has its own.
    ///
    /// # Errors
    ///
    /// [`HttpError::Grant`].
    pub fn and(mut self, origin: &str) -> Result<Self, HttpError> {
        let origin = Origin::parse(origin).map_err(HttpError::Grant)?;
        let site = Arc::make_mut(&mut self.site);
        if site.origins.iter().any(|known| known.holds(origin.url())) {
            return Err(HttpError::Grant(GrantFault::Twice));
        }
        site.origins.push(origin);
        Ok(self)
    }

    /// Sends `Authorization: Bearer …` with each request to the host that was named last, and to no other.
    #[must_use]
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
    #[must_use]
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

    /// Lets the host that was named last have this very address, of whatever kind: the one way to reach a metadata service.
    #[must_use]
    pub fn allow_address(mut self, address: IpAddr) -> Self {
        self.last(|origin| origin.allowed.exact.push(address));
        self
    }

    /// Sets how long one request may take with its redirects: 30 s unless told otherwise, and never beyond its call.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        Arc::make_mut(&mut self.site).timeout = timeout;
        self
    }

    /// Sets how many bytes an answer may have: 1 MiB unless told otherwise, at most 16 MiB.
    #[must_use]
    pub fn max_response(mut self, bytes: usize) -> Self {
        Arc::make_mut(&mut self.site).most_response = bytes.min(CAP);
        self
    }

    /// Sets how many bytes may be sent: 1 MiB unless told otherwise, at most 16 MiB.
    #[must_use]
    pub fn max_request(mut self, bytes: usize) -> Self {
        Arc::make_mut(&mut self.site).most_request = bytes.min(CAP);
        self
    }

    /// Trusts the certificates of this PEM text, such as those of your own authority, and no others.
    ///
    /// # Errors
    ///
    /// [`GrantFault::Certificates`].
    pub fn trust_only(mut self, pem: &[u8]) -> Result<Self, HttpError> {
        Arc::make_mut(&mut self.site).network.trust = Trust::only(pem).map_err(HttpError::Grant)?;
        Ok(self)
    }

    /// Asks `resolver` for addresses, instead of the operating system. What it says is checked all the same.
    #[must_use]
    pub fn resolver(mut self, resolver: impl Resolve) -> Self {
        self.network().resolver = Arc::new(resolver);
        self
    }

    /// Lets it have effects.
    #[must_use]
    pub fn writable(self) -> HttpMut<H> {
        HttpMut(self)
    }

    /// Begins a `GET`.
    pub fn get(&self, path: UrlPath) -> Request {
        Request::new(&self.site, Method::GET, path, Body::empty())
    }

    /// Begins a `HEAD`.
    pub fn head(&self, path: UrlPath) -> Request {
        Request::new(&self.site, Method::HEAD, path, Body::empty())
    }

    pub(crate) fn network(&mut self) -> &mut Network {
        &mut Arc::make_mut(&mut self.site).network
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
        if let Some(origin) = Arc::make_mut(&mut self.site).origins.last_mut() {
            change(origin);
        }
    }
}

impl<H: ?Sized> HttpMut<H> {
    /// The same hosts without effects.
    #[must_use]
    pub fn read_only(&self) -> Http<H> {
        self.0.clone()
    }

    /// Begins a `GET`.
    pub fn get(&self, path: UrlPath) -> Request {
        self.0.get(path)
    }

    /// Begins a `HEAD`.
    pub fn head(&self, path: UrlPath) -> Request {
        self.0.head(path)
    }

    /// Begins a `POST`.
    pub fn post(&self, path: UrlPath, body: Body) -> Request {
        self.request(Method::POST, path, body)
    }

    /// Begins a `PUT`.
    pub fn put(&self, path: UrlPath, body: Body) -> Request {
        self.request(Method::PUT, path, body)
    }

    /// Begins a `PATCH`.
    pub fn patch(&self, path: UrlPath, body: Body) -> Request {
        self.request(Method::PATCH, path, body)
    }

    /// Begins a `DELETE`.
    pub fn delete(&self, path: UrlPath) -> Request {
        self.request(Method::DELETE, path, Body::empty())
    }

    fn request(&self, method: Method, path: UrlPath, body: Body) -> Request {
        Request::new(&self.0.site, method, path, body)
    }
}

// Derived, it would ask for `H: Clone`.
impl<H: ?Sized> Clone for Http<H> {
    fn clone(&self) -> Self {
        Http { site: self.site.clone(), host: PhantomData }
    }
}

impl<H: ?Sized> Clone for HttpMut<H> {
    fn clone(&self) -> Self {
        HttpMut(self.0.clone())
    }
}

/// The hosts, as the surface shows them.
impl<H: ?Sized> fmt::Debug for Http<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Http({self})")
    }
}

impl<H: ?Sized> fmt::Debug for HttpMut<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HttpMut({})", self.0)
    }
}

/// The hosts, as the surface shows them.
impl<H: ?Sized> fmt::Display for Http<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let origins: Vec<_> = self.site.origins.iter().map(ToString::to_string).collect();
        f.write_str(&origins.join(", "))
    }
}

impl<H: ?Sized + 'static> Authority for Http<H> {
    const EFFECT: Effect = Effect::Read;
    const KIND: &'static str = "http";

    /// The hosts, the names of their credentials, and which addresses they may have besides public ones.
    fn describe(&self) -> String {
        self.to_string()
    }

    fn credentials(&self) -> Vec<Credential> {
        self.site.origins.iter().flat_map(Origin::credentials).cloned().collect()
    }
}

impl<H: ?Sized + 'static> Authority for HttpMut<H> {
    const EFFECT: Effect = Effect::Write;
    const KIND: &'static str = "http";

    /// As of the [`Http`] that it was.
    fn describe(&self) -> String {
        self.0.describe()
    }

    fn credentials(&self) -> Vec<Credential> {
        self.0.credentials()
    }
}
