//! One request and its answer on one connection, which nobody uses before or after. What is read is bounded while it is
//! read.

use std::future::poll_fn;
use std::pin::pin;

use bytes::Bytes;
use http::header::{
    ACCEPT_ENCODING, CONNECTION, CONTENT_ENCODING, HOST, HeaderMap, HeaderValue, LOCATION, TRANSFER_ENCODING,
    USER_AGENT,
};
use http::{Method, Request, StatusCode, Uri};
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Incoming};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;

use crate::HttpError;
use crate::connect::Stream;

/// The most bytes of status line and headers together.
const MOST_HEAD: usize = 32 * 1024;

/// The most headers.
const MOST_HEADERS: usize = 100;

const AGENT: HeaderValue = HeaderValue::from_static(concat!("portcullis-http/", env!("CARGO_PKG_VERSION")));

/// What is sent.
pub(crate) struct Outgoing<'a> {
    pub(crate) method: Method,
    /// Path and query.
    pub(crate) target: &'a str,
    /// The host, and its port where that is not the scheme's own.
    pub(crate) authority: &'a str,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    /// Where it leads to, if it is a redirect.
    pub(crate) fn location(&self) -> Option<&HeaderValue> {
        matches!(self.status.as_u16(), 301 | 302 | 303 | 307 | 308)
            .then(|| self.headers.get(LOCATION))
            .flatten()
    }
}

/// Sends the request, and reads an answer of at most `most` bytes. The connection ends with it, or when this is dropped.
pub(crate) async fn exchange(
    stream: Stream,
    outgoing: Outgoing<'_>,
    most: usize,
) -> Result<Answer, HttpError> {
    let request = request_of(outgoing)?;
    let (mut sender, connection) = http1::Builder::new()
        .max_buf_size(MOST_HEAD)
        .max_headers(MOST_HEADERS)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(|_| HttpError::Protocol)?;
    let mut connection = pin!(connection);
    let mut answer = pin!(async move {
        let response = sender.send_request(request).await.map_err(|_| HttpError::Protocol)?;
        read(response, most).await
    });
    let mut open = true;
    // Not a task of its own, so that nothing goes on when this future is dropped.
    poll_fn(|context| {
        if open && connection.as_mut().poll(context).is_ready() {
            open = false;
        }
        answer.as_mut().poll(context)
    })
    .await
}

fn request_of(outgoing: Outgoing<'_>) -> Result<Request<Full<Bytes>>, HttpError> {
    let Outgoing { method, target, authority, headers, body } = outgoing;
    // The path was encoded, so there is nothing that this could refuse.
    let target: Uri = target.parse().map_err(|_| HttpError::Path(crate::PathFault::Template))?;
    let mut request = Request::new(Full::new(body));
    *request.method_mut() = method;
    *request.uri_mut() = target;
    *request.headers_mut() = headers;
    let headers = request.headers_mut();
    let authority = HeaderValue::from_str(authority).map_err(|_| HttpError::UnknownHost)?;
    headers.insert(HOST, authority);
    headers.insert(CONNECTION, HeaderValue::from_static("close"));
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    headers.entry(USER_AGENT).or_insert(AGENT);
    Ok(request)
}

async fn read(response: http::Response<Incoming>, most: usize) -> Result<Answer, HttpError> {
    const TOO_LARGE: fn(usize) -> HttpError = |most| HttpError::ResponseTooLarge { most };
    let (head, mut incoming) = response.into_parts();
    // The library's own bound is one of its buffer, which may take in a little more.
    let size: usize = head.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    if size > MOST_HEAD {
        return Err(HttpError::Protocol);
    }
    let plain = |encoding: &HeaderValue| encoding.as_bytes().eq_ignore_ascii_case(b"identity");
    if !head.headers.get_all(CONTENT_ENCODING).iter().all(plain) {
        return Err(HttpError::Encoded);
    }
    if !is_as_it_is_or_chunked(&head.headers) {
        return Err(HttpError::Encoded);
    }
    // What it says of its length is believed where it is too much, and nowhere else.
    if incoming.size_hint().lower() > most as u64 {
        return Err(TOO_LARGE(most));
    }
    let mut body = Vec::new();
    while let Some(frame) = incoming.frame().await {
        let Ok(data) = frame.map_err(|_| HttpError::Protocol)?.into_data() else { continue };
        if data.len() > most - body.len() {
            return Err(TOO_LARGE(most));
        }
        body.extend_from_slice(&data);
    }
    Ok(Answer { status: head.status, headers: head.headers, body: body.into() })
}

/// The library takes away the chunks alone, and leaves what was done to the body before.
fn is_as_it_is_or_chunked(headers: &HeaderMap) -> bool {
    let mut codings = headers.get_all(TRANSFER_ENCODING).iter();
    match (codings.next(), codings.next()) {
        (None, _) => true,
        (Some(coding), None) => coding.as_bytes().eq_ignore_ascii_case(b"chunked"),
        (Some(_), Some(_)) => false,
    }
}
