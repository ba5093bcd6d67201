//! Why a request was not made or has no answer: never a URL, a header, a value, a secret, or a byte of the answer.

use std::io;

use portcullis::Interrupted;

use crate::{AddressKind, PathFault, PublicUrlError};

/// What went wrong with a request, or with the grant of a host.
///
/// Its texts hold nothing that a caller or an owner sent, and of what a server sent its status alone, so they may be shown.
///
/// ```
/// use portcullis_http::{GrantFault, Http, HttpError};
///
/// struct Shop;
///
/// let refused = Http::<Shop>::to("http://shop.example.com").unwrap_err();
/// assert_eq!(refused, HttpError::Grant(GrantFault::Plain));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HttpError {
    /// The host cannot be granted like this.
    #[error("the host cannot be granted: {0}")]
    Grant(GrantFault),
    /// The path is none, with these values.
    #[error("the path of the request: {0}")]
    Path(#[from] PathFault),
    /// A header of the body's own.
    #[error("a header of the request: {0}")]
    Header(HeaderFault),
    /// The body cannot be written as JSON.
    #[error("the body of the request cannot be written as JSON")]
    Unserializable,
    /// The body is larger than the owner lets it be.
    #[error("the body of the request is larger than {most} bytes")]
    RequestTooLarge {
        /// The limit.
        most: usize,
    },
    /// The request names a host that its authority has no grant for.
    #[error("the host is not one that was granted")]
    UnknownHost,
    /// The use of a credential could not be recorded, so the request was not sent.
    #[error("the use of a credential cannot be recorded, so the request was not sent")]
    Unrecorded,
    /// A credential has bytes that no header may have.
    #[error("a credential has bytes that cannot stand in a header, such as a line break within it")]
    UnusableCredential,
    /// The resolver did not answer, or with an error: [`WouldBlock`](io::ErrorKind::WouldBlock) says that the operating
    /// system is at work on 64 other names already.
    #[error("the name of the host cannot be resolved: {0}")]
    Unresolved(io::ErrorKind),
    /// The name has no address, or more than 64.
    #[error("the name of the host has no address, or more than 64")]
    NoAddress,
    /// One of the host's addresses is of a kind that was not granted. Nothing was dialled.
    #[error("an address of the host is {0}, which was not granted; nothing was dialled")]
    Address(AddressKind),
    /// No connection.
    #[error("the host cannot be connected to: {0}")]
    Connect(io::ErrorKind),
    /// No TLS.
    #[error("no secure connection to the host: {0}")]
    Tls(TlsFault),
    /// The host does not speak HTTP/1.1, or ended the connection in the middle.
    #[error("the host's answer is not HTTP, has too large a head, or ends too early")]
    Protocol,
    /// The answer is larger than the owner lets it be.
    #[error("the host's answer is larger than {most} bytes")]
    ResponseTooLarge {
        /// The limit.
        most: usize,
    },
    /// The answer is compressed, which was not asked for: it could be of any size.
    #[error("the host's answer is encoded, which was not asked for")]
    Encoded,
    /// The answer leads to where it is not followed, or to where the request cannot be made. The first request was sent.
    #[error("the host redirects the request: {0}")]
    Redirect(RedirectFault),
    /// Not the status that was asked for: one of success.
    #[error("the host answered with status {0}")]
    Status(u16),
    /// Not JSON of the type that was asked for.
    #[error("the host's answer is not the JSON that was asked for (line {line}, column {column})")]
    NotJson {
        /// Where, counted from 1.
        line: usize,
        /// Where in it, counted in bytes.
        column: usize,
    },
    /// Not UTF-8.
    #[error("the host's answer is not UTF-8 text")]
    NotText,
    /// Nobody waits for the answer any more, or the owner's own limit is over.
    #[error("the request was ended: {0}")]
    Interrupted(#[from] Interrupted),
}

impl HttpError {
    /// Whether it is certain that no byte of the request was sent, so that nothing can have happened. Not so once the answer
    /// was a redirect, wherever that leads.
    ///
    /// ```
    /// use portcullis_http::HttpError;
    ///
    /// assert!(HttpError::NoAddress.was_not_sent());
    /// assert!(!HttpError::Protocol.was_not_sent());
    /// ```
    #[must_use]
    pub const fn was_not_sent(self) -> bool {
        match self {
            HttpError::Grant(_)
            | HttpError::Path(_)
            | HttpError::Header(_)
            | HttpError::Unserializable
            | HttpError::RequestTooLarge { .. }
            | HttpError::UnknownHost
            | HttpError::Unrecorded
            | HttpError::UnusableCredential
            | HttpError::Unresolved(_)
            | HttpError::NoAddress
            | HttpError::Address(_)
            | HttpError::Connect(_)
            | HttpError::Tls(_) => true,
            HttpError::Protocol
            | HttpError::ResponseTooLarge { .. }
            | HttpError::Encoded
            | HttpError::Redirect(_)
            | HttpError::Status(_)
            | HttpError::NotJson { .. }
            | HttpError::NotText
            | HttpError::Interrupted(_) => false,
        }
    }

    /// What it is of a request that a redirect has led on: the one before it was sent.
    pub(crate) fn after_a_redirect(self) -> Self {
        let fault = match self {
            HttpError::UnknownHost => RedirectFault::NotGranted,
            HttpError::Unrecorded => RedirectFault::Unrecorded,
            HttpError::UnusableCredential => RedirectFault::UnusableCredential,
            HttpError::Unresolved(kind) => RedirectFault::Unresolved(kind),
            HttpError::NoAddress => RedirectFault::NoAddress,
            HttpError::Address(kind) => RedirectFault::Address(kind),
            HttpError::Connect(kind) => RedirectFault::Connect(kind),
            HttpError::Tls(fault) => RedirectFault::Tls(fault),
            // Of a URL that no request can be written with, such as one that is too long.
            HttpError::Path(_) => RedirectFault::NotAUrl,
            error => return error,
        };
        HttpError::Redirect(fault)
    }

    /// Whether the same request may succeed later: no connection, an answer that broke off, a status that says so
    /// (408, 429, 500, 502, 503, 504). Whether it may be made again is another question, see
    /// [`was_not_sent`](HttpError::was_not_sent).
    ///
    /// ```
    /// use portcullis_http::HttpError;
    ///
    /// assert!(HttpError::Status(503).is_transient());
    /// assert!(!HttpError::Status(404).is_transient());
    /// ```
    ///
    /// What tells a `retry` and a breaker which is which, for a capability that reads:
    ///
    /// ```
    /// use portcullis::prelude::*;
    /// use portcullis_http::HttpError;
    ///
    /// #[failure]
    /// enum StatusFailure {
    ///     #[public("there is no such order")]
    ///     NoSuchOrder,
    ///     #[public("the shop does not answer now", retryable)]
    ///     Unavailable(#[source] HttpError),
    ///     #[public("the shop cannot be asked")]
    ///     NotAskable(#[source] HttpError),
    /// }
    ///
    /// impl From<HttpError> for StatusFailure {
    ///     fn from(error: HttpError) -> Self {
    ///         match error {
    ///             HttpError::Status(404) | HttpError::Path(_) => StatusFailure::NoSuchOrder,
    ///             error if error.is_transient() => StatusFailure::Unavailable(error),
    ///             // So that the gate knows that it was interrupted, and not that it failed.
    ///             HttpError::Interrupted(interrupted) => interrupted.into(),
    ///             error => StatusFailure::NotAskable(error),
    ///         }
    ///     }
    /// }
    ///
    /// assert!(matches!(StatusFailure::from(HttpError::Status(503)), StatusFailure::Unavailable(_)));
    /// ```
    #[must_use]
    pub const fn is_transient(self) -> bool {
        match self {
            HttpError::Status(status) => matches!(status, 408 | 429 | 500 | 502 | 503 | 504),
            HttpError::Unresolved(_)
            | HttpError::NoAddress
            | HttpError::Connect(_)
            | HttpError::Redirect(
                RedirectFault::Unresolved(_) | RedirectFault::NoAddress | RedirectFault::Connect(_),
            )
            | HttpError::Protocol
            | HttpError::Interrupted(Interrupted::TimedOut) => true,
            _ => false,
        }
    }
}

/// What is wrong with the grant of a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GrantFault {
    /// Not a scheme and a host.
    #[error("write the scheme and the host, as in `https://api.example.com`")]
    NotAnOrigin,
    /// There is a path, a query or a fragment, which each request has for itself.
    #[error("write the scheme and the host alone; a path is what `path!` is for")]
    NotAlone,
    /// There is a user name or a password.
    #[error("leave out the user: credentials are added with `bearer` or `credential_header`")]
    Credentials,
    /// Not encrypted, and not this machine.
    #[error("only this machine is spoken to without TLS: write `https://`")]
    Plain,
    /// The host was granted already.
    #[error("this host was granted already")]
    Twice,
    /// No private range.
    #[error("write a range that is private from end to end, as in `10.1.0.0/16`")]
    Range,
    /// Certificates in PEM that cannot be read, or none.
    #[error("there are no certificates in PEM, or one that is no authority's")]
    Certificates,
    /// A header that only the client itself may set, or a name that is none.
    #[error("a credential cannot be sent under this header's name")]
    Header,
}

/// What is wrong with a header that a body adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HeaderFault {
    /// No name of a header.
    #[error("its name is none")]
    Name,
    /// One that decides where the request goes, how long it is, what it does, or who asks.
    #[error(
        "it is one that the client or the owner sets, or that makes another request of it for some servers"
    )]
    Reserved,
    /// A value with a line break, another control character, or anything but ASCII.
    #[error("its value has a control character, or one that is not ASCII")]
    Value,
    /// Too much of it.
    #[error("all of them together are larger than {most} bytes")]
    TooLarge {
        /// The limit.
        most: usize,
    },
}

/// Why there is no secure connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TlsFault {
    /// This machine trusts nobody.
    #[error(
        "there are no root certificates on this machine: install them (`ca-certificates`), or name yours with `trust_only`"
    )]
    NoRoots,
    /// The host did not show a certificate for its name that is trusted and valid.
    #[error("its certificate is not trusted, not valid, or another host's")]
    Certificate,
    /// The host does not speak TLS, or no version that is safe.
    #[error("the handshake failed")]
    Handshake,
}

/// Why a redirect is not followed, or leads to no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RedirectFault {
    /// More than five.
    #[error("more than five times")]
    TooMany,
    /// To a host, a port or a scheme that was not granted.
    #[error("to a host that was not granted")]
    NotGranted,
    /// From `https` to `http`.
    #[error("from `https` to `http`")]
    Downgrade,
    /// To what is no URL, or to one that is too long.
    #[error("to what is no URL")]
    NotAUrl,
    /// To what is no public HTTPS address.
    #[error("to {0}")]
    NotPublic(PublicUrlError),
    /// To a host whose name the resolver does not answer for, or with an error.
    #[error("to a host whose name cannot be resolved: {0}")]
    Unresolved(io::ErrorKind),
    /// To a host whose name has no address, or more than 64.
    #[error("to a host whose name has no address, or more than 64")]
    NoAddress,
    /// To a host with an address of a kind that was not granted. It was not dialled.
    #[error("to a host with an address that is {0}, which was not granted")]
    Address(AddressKind),
    /// To a host that cannot be connected to.
    #[error("to a host that cannot be connected to: {0}")]
    Connect(io::ErrorKind),
    /// To a host without a secure connection.
    #[error("to a host without a secure connection: {0}")]
    Tls(TlsFault),
    /// The use of a credential could not be recorded, so the redirect was not followed.
    #[error("the use of a credential cannot be recorded, so it was not followed")]
    Unrecorded,
    /// A credential has bytes that no header may have.
    #[error("a credential has bytes that cannot stand in a header, such as a line break within it")]
    UnusableCredential,
}
