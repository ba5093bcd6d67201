//! What a request with an effect carries.

use std::fmt;

use bytes::Bytes;
use http::HeaderValue;
use serde::Serialize;

use crate::HttpError;

/// The body of a request with an effect, and of which type it is.
///
/// ```
/// use portcullis_http::Body;
///
/// let order = Body::json(&[("item", 7)]);
/// let note = Body::bytes("text/plain; charset=utf-8", "as soon as possible");
/// let nothing = Body::empty();
/// ```
#[must_use]
pub struct Body {
    pub(crate) content_type: Option<HeaderValue>,
    pub(crate) bytes: Result<Bytes, HttpError>,
}

impl Body {
    /// No body.
    pub fn empty() -> Self {
        Body { content_type: None, bytes: Ok(Bytes::new()) }
    }

    /// A value as JSON. One that cannot be written fails the request with [`HttpError::Unserializable`].
    pub fn json(value: &impl Serialize) -> Self {
        let bytes = serde_json::to_vec(value).map(Bytes::from).map_err(|_| HttpError::Unserializable);
        Body { content_type: Some(HeaderValue::from_static("application/json")), bytes }
    }

    /// These bytes, of this type: a literal of the author's, such as `text/csv`.
    pub fn bytes(content_type: &'static str, bytes: impl Into<Vec<u8>>) -> Self {
        let content_type = HeaderValue::from_str(content_type).ok();
        let fault = HttpError::Header(crate::HeaderFault::Value);
        let bytes = content_type.as_ref().map(|_| Bytes::from(bytes.into())).ok_or(fault);
        Body { content_type, bytes }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.bytes {
            Ok(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Err(error) => write!(f, "Body({error})"),
        }
    }
}
