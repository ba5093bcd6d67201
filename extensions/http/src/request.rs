//! One request to a granted host, from its path to its answer.

use std::fmt::{self, Display};
use std::sync::Arc;

use bytes::Bytes;
use http::Method;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use portcullis::Call;
use serde::de::DeserializeOwned;
use url::{Position, Url};

use crate::exchange::{Answer, Outgoing, exchange};
use crate::grant::Site;
use crate::in_time::in_time;
use crate::origin::Peer;
use crate::path::{add_to_query, written};
use crate::{Body, HeaderFault, HttpError, PathFault, RedirectFault, Response, UrlPath};

/// Redirects that one request follows.
pub(crate) const MOST_REDIRECTS: usize = 5;

/// The most bytes of all headers that a body adds.
const MOST_HEADERS: usize = 16 * 1024;

/// What decides where a request goes and how long it is, or what comes back: the client's own.
const RESERVED: [&str; 12] = [
    "accept-encoding",
    "connection",
    "content-length",
    "content-type",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// What would make another method, another path or another caller of a request for servers that believe it: no body's.
const STEERING: [&str; 14] = [
    "authorization",
    "cookie",
    "forwarded",
    "true-client-ip",
    "x-client-ip",
    "x-http-method",
    "x-http-method-override",
    "x-method-override",
    "x-original-host",
    "x-original-method",
    "x-original-uri",
    "x-original-url",
    "x-real-ip",
    "x-rewrite-url",
];

/// Whether the client itself, or a proxy that there is not, is who sets this header.
pub(crate) fn is_reserved(name: &HeaderName) -> bool {
    let name = dashed(name);
    RESERVED.contains(&name.as_str()) || name.starts_with("proxy-")
}

/// Whether it is a header that no body may add: the owner may give a credential under some of these names.
fn is_steering(name: &HeaderName) -> bool {
    let name = dashed(name);
    STEERING.contains(&name.as_str()) || name.starts_with("x-forwarded-")
}

/// Whether a server that passes headers on as variables, in which `-`, `_` and other signs are one, could take them for the
/// same.
pub(crate) fn is_alike(one: &HeaderName, other: &HeaderName) -> bool {
    dashed(one) == dashed(other)
}

fn dashed(name: &HeaderName) -> String {
    name.as_str().replace(|character: char| !character.is_ascii_alphanumeric(), "-")
}

/// Who chose where the request goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Steered {
    /// The body alone.
    Not,
    /// The host that the body named, and to nobody but itself.
    Within,
    /// Another host has had a say, also where it led back. What a body adds and the owner's credentials are not for that:
    /// it could choose what is asked with them.
    Away,
}

/// A request that is not sent yet. Whatever is wrong with it is said when it is.
///
/// ```
/// use portcullis::prelude::*;
/// use portcullis_http::{Http, path};
/// use serde::Deserialize;
///
/// /// The shop's service.
/// struct Shop;
///
/// #[derive(Deserialize)]
/// struct Stock {
///     left: u32,
/// }
///
/// /// Says how many of an item are left.
/// #[capability(read)]
/// async fn stock(call: &Call, #[grant] shop: Http<Shop>, item: u64) -> Result<u32, Internal> {
///     let stock: Stock = shop.get(path!("/items/{item}/stock", item)).query("fresh", true).json(call).await?;
///     Ok(stock.left)
/// }
/// # fn main() {}
/// ```
#[must_use = "a request is sent by `.send(call)` or `.json(call)`"]
pub struct Request {
    site: Arc<Site>,
    /// Which of the granted hosts.
    origin: usize,
    method: Method,
    path: UrlPath,
    query: String,
    headers: HeaderMap,
    body: Bytes,
    /// The first thing that is wrong with it.
    fault: Option<HttpError>,
}

impl Request {
    pub(crate) fn new(site: &Arc<Site>, method: Method, path: UrlPath, body: Body) -> Self {
        let mut request = Request {
            site: site.clone(),
            origin: 0,
            method,
            path,
            query: String::new(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            fault: None,
        };
        if let Some(content_type) = body.content_type {
            request.headers.insert(CONTENT_TYPE, content_type);
        }
        match body.bytes {
            Ok(bytes) => request.body = bytes,
            Err(error) => request.fault = Some(error),
        }
        request
    }

    /// Makes it of another of the granted hosts than the first: `https://eu.example.com`.
    pub fn on(mut self, origin: &str) -> Self {
        match self.site.find(origin) {
            Some(index) => self.origin = index,
            None => self.fail(HttpError::UnknownHost),
        }
        self
    }

    /// Adds `name=value` to the query, encoded.
    pub fn query(mut self, name: &'static str, value: impl Display) -> Self {
        if let Err(fault) = add_to_query(&mut self.query, name, &value) {
            self.fail(fault.into());
        }
        self
    }

    /// Sets a header. Credentials are not set here, the owner adds them to the grant: `Authorization`, `Cookie` and the like
    /// are refused, and so is what some servers take another method, path or client from, such as `X-HTTP-Method-Override`
    /// and `X-Forwarded-For`.
    pub fn header(mut self, name: &'static str, value: impl Display) -> Self {
        if let Err(fault) = self.set_header(name, &value) {
            self.fail(HttpError::Header(fault));
        }
        self
    }

    /// Sends it, and waits for the answer: for the rest of the call, or as long as the owner lets it, whichever is less.
    ///
    /// Any status is an answer. A redirect of a `GET` or a `HEAD` is followed, up to five times and to granted hosts alone,
    /// and never from `https` to `http`; one of another method is the answer. Once a redirect has led to another host, this
    /// request has no credential and no header of the body's any more, also where it is led back.
    ///
    /// # Errors
    ///
    /// [`HttpError`]. Of a request with an effect, [`HttpError::was_not_sent`] says whether nothing can have happened.
    pub async fn send(self, call: &Call) -> Result<Response, HttpError> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        if self.body.len() > self.site.most_request {
            return Err(HttpError::RequestTooLarge { most: self.site.most_request });
        }
        let target = format!("{}{}", self.path.as_str()?, self.query);
        let limit = self.site.timeout;
        in_time(call, limit, self.follow(call, target)).await.map(Response::of)
    }

    /// [Sends](Request::send) it, and reads the answer as JSON.
    ///
    /// # Errors
    ///
    /// As of [`send`](Request::send); [`HttpError::Status`] for any status but one of success; [`HttpError::NotJson`].
    pub async fn json<T: DeserializeOwned>(self, call: &Call) -> Result<T, HttpError> {
        self.send(call).await?.success()?.json()
    }

    async fn follow(self, call: &Call, target: String) -> Result<Answer, HttpError> {
        let mut at = self.origin;
        let named = self.site.origins.get(at).and_then(|origin| origin.at(&target));
        let mut url = named.ok_or(HttpError::Path(PathFault::Template))?;
        let mut steered = Steered::Not;
        for _ in 0..=MOST_REDIRECTS {
            let answer = self.hop(call, at, &url, steered).await;
            let answer = answer.map_err(|error| match steered {
                Steered::Not => error,
                Steered::Within | Steered::Away => error.after_a_redirect(),
            })?;
            let Some(location) = answer.location().filter(|_| self.is_safe()) else { return Ok(answer) };
            (at, url) = self.redirected(&url, location).map_err(HttpError::Redirect)?;
            steered =
                if steered != Steered::Away && at == self.origin { Steered::Within } else { Steered::Away };
        }
        Err(HttpError::Redirect(RedirectFault::TooMany))
    }

    /// One request to one host: on a new connection, to an address that is checked for it.
    async fn hop(&self, call: &Call, at: usize, url: &Url, steered: Steered) -> Result<Answer, HttpError> {
        let origin =
            self.site.origins.get(at).filter(|origin| origin.holds(url)).ok_or(HttpError::UnknownHost)?;
        let peer = Peer::of(url, &origin.allowed).ok_or(HttpError::UnknownHost)?;
        let stream = self.site.network.connect(&peer).await?;
        let mut headers = HeaderMap::new();
        if steered != Steered::Away {
            headers.clone_from(&self.headers);
            for credential in &origin.credentials {
                headers.insert(credential.name.clone(), credential.value(call)?);
            }
        }
        let outgoing = Outgoing {
            method: self.method.clone(),
            target: &url[Position::BeforePath..Position::AfterQuery],
            authority: peer.authority,
            headers,
            body: self.body.clone(),
        };
        exchange(stream, outgoing, self.site.most_response).await
    }

    /// Which granted host a redirect leads to, and to what of it.
    fn redirected(&self, url: &Url, location: &HeaderValue) -> Result<(usize, Url), RedirectFault> {
        let location = location.to_str().map_err(|_| RedirectFault::NotAUrl)?;
        let next = url.join(location).map_err(|_| RedirectFault::NotAUrl)?;
        if !next.username().is_empty() || next.password().is_some() {
            return Err(RedirectFault::NotGranted);
        }
        if url.scheme() == "https" && next.scheme() != "https" {
            return Err(RedirectFault::Downgrade);
        }
        let granted = self.site.origins.iter().position(|origin| origin.holds(&next));
        Ok((granted.ok_or(RedirectFault::NotGranted)?, next))
    }

    fn is_safe(&self) -> bool {
        self.method == Method::GET || self.method == Method::HEAD
    }

    fn set_header(&mut self, name: &str, value: &dyn Display) -> Result<(), HeaderFault> {
        const TOO_LARGE: HeaderFault = HeaderFault::TooLarge { most: MOST_HEADERS };
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| HeaderFault::Name)?;
        if is_reserved(&name) || is_steering(&name) || self.site.has_credential_header(&name) {
            return Err(HeaderFault::Reserved);
        }
        let value = written(value, MOST_HEADERS).map_err(|_| TOO_LARGE)?;
        if !value.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return Err(HeaderFault::Value);
        }
        let value = HeaderValue::from_str(&value).map_err(|_| HeaderFault::Value)?;
        self.headers.insert(name, value);
        let size: usize = self.headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
        if size > MOST_HEADERS { Err(TOO_LARGE) } else { Ok(()) }
    }

    fn fail(&mut self, fault: HttpError) {
        self.fault.get_or_insert(fault);
    }
}

/// The method, and how large the body is: paths, queries and headers may hold what a caller sent.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Request({}, {} bytes)", self.method, self.body.len())
    }
}
