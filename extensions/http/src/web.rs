//! The public web as an authority: any HTTPS address that a [`PublicUrl`] names, to be read, and what is read is marked.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use http::header::{ACCEPT, HeaderMap, HeaderValue};
use portcullis::Call;
use portcullis::authority::{Authority, Effect};
use url::Position;

use crate::connect::Network;
use crate::exchange::{Answer, Outgoing, exchange};
use crate::grant::{CAP, MOST_BYTES, TIMEOUT};
use crate::in_time::in_time;
use crate::origin::{Allowed, Peer};
use crate::request::MOST_REDIRECTS;
use crate::resolve::{Resolve, System};
use crate::{HttpError, PublicUrl, RedirectFault, Untrusted};

/// Any public HTTPS address, to be read: `GET` and `HEAD`.
///
/// ```
/// use portcullis::prelude::*;
/// use portcullis_http::{HttpError, PublicUrl, PublicWeb, Untrusted};
///
/// /// Fetches a page from the web.
/// #[capability(read, timeout = "10s", max_output = "2MiB")]
/// async fn fetch(call: &Call, #[grant] web: PublicWeb, url: PublicUrl) -> Result<Untrusted<String>, FetchFailure> {
///     call.note("host", url.host());
///     let page = web.get(&url, call).await?.success()?;
///     Ok(page.text())
/// }
///
/// /// Why there is no page.
/// #[failure]
/// enum FetchFailure {
///     #[public("the page cannot be fetched")]
///     Web(#[from] HttpError),
/// }
///
/// fn gate() -> Result<Gate, Box<dyn std::error::Error>> {
///     Ok(Gate::builder()
///         .capability(fetch)
///         .grant(PublicWeb::open())
///         .authorizer(Permits::none().permit(Caller::local(), fetch))
///         .ledger(Memory::new())
///         .build()?)
/// }
/// ```
///
/// # What it guarantees
///
/// - **Public addresses alone**: the name is resolved once for each hop, every address that it has must be
///   [public](crate::AddressKind::Public), and one of these is dialled, on port 443 and with TLS. There is no switch that
///   turns this off.
/// - **Each redirect** (at most five) is read as a [`PublicUrl`] and checked again, with addresses of its own.
/// - **Within bounds**, as [`Http`](crate::Http): time, bytes, headers, no compression, no proxy, no cookie; and no
///   credential.
/// - **What is read is marked**: a page's text comes as [`Untrusted`].
///
/// # What it does not
///
/// A URL is sent to a stranger: whatever a model puts into its path or query, that stranger reads. A capability
/// that may be told secrets by its callers should not have this authority. And a network that has public addresses inside
/// looks like everybody else's.
///
/// A body that has it cannot change its options, which are [`PublicWebBuilder`]'s:
///
/// ```compile_fail,E0599
/// # use portcullis_http::PublicWeb;
/// fn body(web: PublicWeb) {
///     let _ = web.max_response(16 << 20);
/// }
/// ```
#[derive(Clone)]
pub struct PublicWeb(Arc<Web>);

#[derive(Clone)]
struct Web {
    network: Network,
    timeout: Duration,
    most_response: usize,
}

/// The public web, as its owner is about to grant it. It is no authority: [`open`](PublicWebBuilder::open) makes one.
///
/// ```
/// use std::time::Duration;
/// use portcullis_http::PublicWeb;
///
/// let web: PublicWeb = PublicWeb::builder().timeout(Duration::from_secs(5)).max_response(256 << 10).open();
/// ```
#[derive(Clone)]
#[must_use = "the public web is granted by `.open()`"]
pub struct PublicWebBuilder(Web);

impl PublicWebBuilder {
    /// Sets how long one request may take with its redirects: 30 s unless told otherwise, and never beyond its call.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.0.timeout = timeout;
        self
    }

    /// Sets how many bytes a page may have: 1 MiB unless told otherwise, at most 16 MiB.
    pub fn max_response(mut self, bytes: usize) -> Self {
        self.0.most_response = bytes.min(CAP);
        self
    }

    /// Asks `resolver` for addresses, instead of the operating system. What it says is checked all the same.
    pub fn resolver(mut self, resolver: impl Resolve) -> Self {
        self.0.network.resolve_by(resolver);
        self
    }

    /// The authority.
    pub fn open(self) -> PublicWeb {
        PublicWeb(Arc::new(self.0))
    }

    #[cfg(feature = "testing")]
    pub(crate) fn network(&mut self) -> &mut Network {
        &mut self.0.network
    }
}

impl fmt::Debug for PublicWebBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PublicWebBuilder")
    }
}

impl PublicWeb {
    /// The public web.
    pub fn open() -> Self {
        Self::builder().open()
    }

    /// Begins the grant of the public web with other options than the usual ones.
    pub fn builder() -> PublicWebBuilder {
        let network = Network::of(System::Absolute);
        PublicWebBuilder(Web { network, timeout: TIMEOUT, most_response: MOST_BYTES })
    }

    /// Gets what this URL names, for the rest of the call at most. The type may be of any length up to 2,048 characters.
    ///
    /// # Errors
    ///
    /// [`HttpError`]. Any status is an answer.
    pub async fn get<const MAX: usize>(&self, url: &PublicUrl<MAX>, call: &Call) -> Result<Page, HttpError> {
        self.fetch(Method::GET, url.widened(), call).await
    }

    /// As [`get`](PublicWeb::get), for status and headers alone.
    ///
    /// # Errors
    ///
    /// As of [`get`](PublicWeb::get).
    pub async fn head<const MAX: usize>(&self, url: &PublicUrl<MAX>, call: &Call) -> Result<Page, HttpError> {
        self.fetch(Method::HEAD, url.widened(), call).await
    }

    async fn fetch(&self, method: Method, url: PublicUrl, call: &Call) -> Result<Page, HttpError> {
        in_time(call, self.0.timeout, self.follow(method, url)).await
    }

    async fn follow(&self, method: Method, mut url: PublicUrl) -> Result<Page, HttpError> {
        for hop in 0..=MOST_REDIRECTS {
            let answer = self.hop(&method, &url).await;
            let answer = answer.map_err(|error| if hop == 0 { error } else { error.after_a_redirect() })?;
            let Some(location) = answer.location() else { return Ok(Page { answer, source: url }) };
            let location = location.to_str().map_err(|_| HttpError::Redirect(RedirectFault::NotAUrl))?;
            url = url.join(location).map_err(|fault| HttpError::Redirect(RedirectFault::NotPublic(fault)))?;
        }
        Err(HttpError::Redirect(RedirectFault::TooMany))
    }

    async fn hop(&self, method: &Method, url: &PublicUrl) -> Result<Answer, HttpError> {
        let allowed = Allowed::NOTHING;
        let peer = Peer::of(url.url(), &allowed).ok_or(HttpError::UnknownHost)?;
        let stream = self.0.network.connect(&peer).await?;
        let outgoing = Outgoing {
            method: method.clone(),
            target: &url.url()[Position::BeforePath..Position::AfterQuery],
            authority: peer.authority,
            headers: HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("*/*"))]),
            body: Bytes::new(),
        };
        exchange(stream, outgoing, self.0.most_response).await
    }
}

impl fmt::Debug for PublicWeb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PublicWeb")
    }
}

impl Authority for PublicWeb {
    const EFFECT: Effect = Effect::Read;
    const KIND: &'static str = "public_web";

    fn describe(&self) -> String {
        format!("any public address, by https{}", self.0.network)
    }
}

/// What is at a public address: a status, headers, and content of a stranger's within the bound that the owner set.
pub struct Page {
    answer: Answer,
    source: PublicUrl,
}

impl Page {
    /// The status code.
    pub fn status(&self) -> u16 {
        self.answer.status.as_u16()
    }

    /// The page itself, if its status is one of success, 200 to 299.
    ///
    /// # Errors
    ///
    /// [`HttpError::Status`].
    pub fn success(self) -> Result<Self, HttpError> {
        if self.answer.status.is_success() { Ok(self) } else { Err(HttpError::Status(self.status())) }
    }

    /// The first header of this name, if it is plain ASCII. It is as little to be trusted as the content.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.answer.headers.get(name)?.to_str().ok()
    }

    /// Where it is, after all redirects.
    pub fn source(&self) -> &PublicUrl {
        &self.source
    }

    /// The content. What is not UTF-8 in it is replaced by U+FFFD, whatever the page says of its encoding.
    pub fn text(&self) -> Untrusted<String> {
        Untrusted::new(String::from_utf8_lossy(&self.answer.body).into_owned(), self.source.clone())
    }

    /// The content as it is.
    pub fn bytes(&self) -> Untrusted<Vec<u8>> {
        Untrusted::new(self.answer.body.to_vec(), self.source.clone())
    }
}

/// The status and the size.
impl fmt::Debug for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Page({}, {} bytes)", self.status(), self.answer.body.len())
    }
}
