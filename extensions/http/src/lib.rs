//! HTTP for capabilities, as authorities: fixed hosts, or the public web.
//!
//! A body has no URL to go to but the one that its signature grants. [`Http`] and [`HttpMut`] reach hosts that the gate's
//! owner names ([`HttpHost`]); [`PublicWeb`] reaches what a [`PublicUrl`] names, which a model may send. For all of them, names are resolved
//! once, every address is checked, and what was checked is dialled.
//!
//! ```
//! use portcullis::prelude::*;
//! use portcullis::secret::{Credential, SecretFile};
//! use portcullis_http::{Body, Http, HttpError, HttpMut, path};
//! use serde::Deserialize;
//!
//! /// The service that keeps the orders.
//! struct OrdersApi;
//!
//! #[derive(Deserialize)]
//! struct Placed {
//!     number: u64,
//! }
//!
//! /// Places an order.
//! #[capability(write, timeout = "5s")]
//! async fn place(
//!     call: &Call,
//!     #[grant] orders: HttpMut<OrdersApi>,
//!     #[validate(length(max = 32))] customer: String,
//!     item: u64,
//! ) -> Result<u64, PlaceFailure> {
//!     let order = Body::json(&serde_json::json!({ "item": item }));
//!     let placed: Placed = orders.post(path!("/customers/{customer}/orders", customer), order).json(call).await?;
//!     Ok(placed.number)
//! }
//!
//! /// Why there is no order, or may be one. The sources are for the operator's eyes, never for the caller's.
//! #[failure]
//! enum PlaceFailure {
//!     #[public("the order was not placed", retryable)]
//!     NotSent(#[source] HttpError),
//!     #[public("it is not known whether the order was placed", unknown)]
//!     NoAnswer(#[source] HttpError),
//! }
//!
//! impl From<HttpError> for PlaceFailure {
//!     fn from(error: HttpError) -> Self {
//!         if error.was_not_sent() { PlaceFailure::NotSent(error) } else { PlaceFailure::NoAnswer(error) }
//!     }
//! }
//!
//! fn gate() -> Result<Gate, Box<dyn std::error::Error>> {
//!     let key = Credential::rotating("orders-key", SecretFile::new("/run/secrets/orders-key"))?;
//!     let orders = Http::<OrdersApi>::to("https://orders.example.com")?.bearer(key).allow_private("10.1.0.0/16")?;
//!     Ok(Gate::builder()
//!         .capability(place)
//!         .grant(orders.writable())
//!         .authorizer(Permits::none().permit(Caller::local(), place))
//!         .ledger(Journal::open("audit")?)
//!         .build()?)
//! }
//! ```
//!
//! # The way of a request
//!
//! 1. **The request is put together** and everything about it that is wrong is said at once: the path ([`path!`]), query,
//!    headers, size. Nothing that a value holds makes another path, another header or another request of it.
//! 2. **The name is resolved**, by the operating system or by what the owner names ([`Resolve`]), once. An IP address as a
//!    host is taken as it is.
//! 3. **All addresses are checked** ([`AddressKind`]). One that was not granted, and none is dialled: a name with a
//!    public and a private address is an attack, or a mistake that should be seen.
//! 4. **One of them is dialled**, and TLS is spoken with it under the host's name. The next is tried where one does not
//!    answer, up to four. There is no second look-up whose answer could be another one, no pool of connections, no proxy.
//! 5. **The credential is added**, if the host has one and no other host led the request here: the record of its use is handed
//!    to the ledger's queue first, and a gate whose ledger has failed sends nothing.
//! 6. **The answer is read** up to its bound. A redirect begins anew at 2, if it may be followed at all.
//!
//! All of it has the rest of the call's time, and ends with the call.
//!
//! # Testing
//!
//! An [`Http`] to `http://127.0.0.1:…` with [`allow_loopback`](HttpHost::allow_loopback) speaks to a server of the test's. For
//! everything else the feature `testing` has a dialler that leads public addresses to such a server, after they were checked.

mod grant;
mod host;
mod path;
mod request;
mod segment;

mod body;
mod response;

mod public_url;
mod untrusted;
mod web;

mod address;
mod origin;
mod resolve;

mod connect;
mod credential;
mod dial;
mod exchange;
mod in_time;
mod tls;

mod error;

#[cfg(feature = "testing")]
pub mod testing;

pub use address::AddressKind;
pub use body::Body;
pub use error::{GrantFault, HeaderFault, HttpError, RedirectFault, TlsFault};
pub use grant::HttpHost;
pub use host::{Http, HttpMut};
pub use path::{PathFault, UrlPath};
pub use public_url::{PublicUrl, PublicUrlError};
pub use request::Request;
pub use resolve::{Addresses, Resolve};
pub use response::Response;
pub use untrusted::Untrusted;
pub use web::{Page, PublicWeb, PublicWebBuilder};

/// All that an expansion of [`path!`] may name. Not for users: nothing here is stable.
#[doc(hidden)]
pub mod __private {
    pub use crate::path::{check_template, fill_template};
}
