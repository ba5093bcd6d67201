//! The answer of a granted host.

use std::fmt;

use serde::de::DeserializeOwned;

use crate::HttpError;
use crate::exchange::Answer;

/// What a host answered: a status, headers, and a body within the bound that the owner set.
///
/// It does not implement `Disclose`: a capability says what of it a caller may read.
pub struct Response(Answer);

impl Response {
    pub(crate) fn of(answer: Answer) -> Self {
        Response(answer)
    }

    /// The status code.
    pub fn status(&self) -> u16 {
        self.0.status.as_u16()
    }

    /// Whether the status is one of success, 200 to 299.
    pub fn is_success(&self) -> bool {
        self.0.status.is_success()
    }

    /// The response itself, if its status is one of success.
    ///
    /// # Errors
    ///
    /// [`HttpError::Status`].
    pub fn success(self) -> Result<Self, HttpError> {
        if self.is_success() { Ok(self) } else { Err(HttpError::Status(self.status())) }
    }

    /// The first header of this name, if it is plain ASCII.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.0.headers.get(name)?.to_str().ok()
    }

    /// The body.
    pub fn bytes(&self) -> &[u8] {
        &self.0.body
    }

    /// The body as text.
    ///
    /// # Errors
    ///
    /// [`HttpError::NotText`], if it is not UTF-8.
    pub fn text(&self) -> Result<&str, HttpError> {
        std::str::from_utf8(self.bytes()).map_err(|_| HttpError::NotText)
    }

    /// The body as JSON.
    ///
    /// # Errors
    ///
    /// [`HttpError::NotJson`], which says where, and nothing of what is there.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, HttpError> {
        serde_json::from_slice(self.bytes())
            .map_err(|error| HttpError::NotJson { line: error.line(), column: error.column() })
    }
}

/// The status and the size: headers and bodies are for code, not for logs.
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Response({}, {} bytes)", self.status(), self.bytes().len())
    }
}
