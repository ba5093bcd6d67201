//! One host, or a list of them, as an authority: read-only, or with effects. A body holds these, so nothing here may change
//! what was granted.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use http::Method;
use portcullis::authority::{Authority, Effect};
use portcullis::secret::Credential;

use crate::grant::Site;
use crate::origin::Origin;
use crate::request::Request;
use crate::{Body, HttpError, HttpHost, UrlPath};

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
///         .grant(Http::<OrdersApi>::to("https://orders.example.com")?.bearer(key).read_only())
///         .authorizer(Permits::none().permit(Caller::local(), order_status))
///         .ledger(Memory::new())
///         .build()?)
/// }
/// ```
///
/// # What it guarantees
///
/// - **These hosts and no others**: a request has a path and no URL, and [`path!`](crate::path!) keeps values within it. A
///   redirect to a host, port or scheme that was not granted is an error and is not followed, and neither is one from
///   `https` to `http`.
/// - **The address that was checked is the one that is dialled.** Each request resolves the name once, looks at every
///   address that it got, and opens a connection of its own to one of them. If one is of a kind that was not granted,
///   none is dialled. Without a grant these are all but [public](crate::AddressKind::Public) ones.
/// - **TLS**, with the certificate checked for the host's name; without it this machine alone.
/// - **Within bounds**: at most the rest of the call, the owner's [`timeout`](HttpHost::timeout) and
///   [`max_response`](HttpHost::max_response), whatever the host says of its length; 32 KiB of headers. An answer that is
///   compressed is an error. The connection ends with the call.
/// - **Credentials** go to the host that they were given for, in a header, over a connection that stands, and where no other
///   host has led the request. The record of a call's first use of one is handed to the ledger's queue before, and a gate
///   whose ledger has failed sends nothing. The gate looks for them in all that leaves it.
/// - **No more than was granted**: a body that has it can make requests, and neither widen it nor write with it.
/// - **No surroundings**: no proxy, no cookie, no cache, no variable of the environment but those by which this machine's
///   certificates are found (`SSL_CERT_FILE`, `SSL_CERT_DIR`).
///
/// # What it does not
///
/// It is for `async fn` alone. It does not know what the host does on a `GET`, or whom it asks. Copies of a credential in
/// the buffers of the HTTP and TLS libraries are not wiped. A connection is not kept for the next request, nor a session of
/// TLS. When a call ends while the operating system resolves a name, that goes on for as long as it takes, on a thread of
/// tokio's; 64 such look-ups may go on at a time in a process, and one more fails at once.
///
/// # What a body cannot do
///
/// What is settled before a grant is a method of [`HttpHost`], which no body holds. This is the owner's:
///
/// ```
/// # use portcullis_http::{Http, HttpError, HttpHost, HttpMut}; struct Shop;
/// fn owner(shop: HttpHost<Shop>) -> Result<HttpMut<Shop>, HttpError> {
///     Ok(shop.and("https://other.example.com")?.writable())
/// }
/// ```
///
/// And neither of these compiles, where a body would widen what it holds:
///
/// ```compile_fail,E0599
/// # use portcullis_http::{Http, HttpError, HttpHost, HttpMut}; struct Shop;
/// fn body(shop: Http<Shop>) -> HttpMut<Shop> {
///     shop.writable()
/// }
/// ```
/// ```compile_fail,E0599
/// # use portcullis_http::{Http, HttpError, HttpHost, HttpMut}; struct Shop;
/// fn body(shop: HttpMut<Shop>) -> Result<(), HttpError> {
///     shop.and("https://other.example.com").map(drop)
/// }
/// ```
pub struct Http<H: ?Sized> {
    site: Arc<Site>,
    host: PhantomData<fn() -> H>,
}

/// One host, or a list of them, with effects: `POST`, `PUT`, `PATCH` and `DELETE` besides `GET` and `HEAD`.
///
/// It is what its owner has made [`writable`](HttpHost::writable), and guarantees the same as [`Http`]. A redirect of a
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

impl<H: ?Sized> Http<H> {
    /// Begins the grant of a host by its scheme and name: `https://api.example.com`, with a port if it is another than 443.
    /// What comes of it is no authority yet: [`HttpHost::read_only`] and [`HttpHost::writable`] make one.
    ///
    /// `http://` is for this machine alone, `http://127.0.0.1:8080`, and needs [`allow_loopback`](HttpHost::allow_loopback)
    /// as well.
    ///
    /// # Errors
    ///
    /// [`HttpError::Grant`].
    pub fn to(origin: &str) -> Result<HttpHost<H>, HttpError> {
        HttpHost::to(origin)
    }

    pub(crate) fn of(site: Arc<Site>) -> Self {
        Http { site, host: PhantomData }
    }

    /// Begins a `GET`.
    pub fn get(&self, path: UrlPath) -> Request {
        Request::new(&self.site, Method::GET, path, Body::empty())
    }

    /// Begins a `HEAD`.
    pub fn head(&self, path: UrlPath) -> Request {
        Request::new(&self.site, Method::HEAD, path, Body::empty())
    }
}

impl<H: ?Sized> HttpMut<H> {
    pub(crate) fn of(site: Arc<Site>) -> Self {
        HttpMut(Http::of(site))
    }

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
        self.site.fmt(f)
    }
}

impl<H: ?Sized + 'static> Authority for Http<H> {
    const EFFECT: Effect = Effect::Read;
    const KIND: &'static str = "http";

    /// The hosts, the names of their credentials and of the headers that these are sent under, which addresses they may have
    /// besides public ones, and whose resolver and certificates are asked where these are not the machine's.
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
