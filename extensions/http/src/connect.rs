//! Resolve, check, dial: in this order, once, and by types. What is dialled is an address that was checked, because nothing
//! else makes a [`Checked`].

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use rustls::pki_types::{IpAddr as CertificateIp, ServerName};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use url::Host;

use crate::dial::{Dial, Tcp};
use crate::origin::Peer;
use crate::resolve::{Resolve, System};
use crate::tls::Trust;
use crate::{HttpError, TlsFault};

/// Addresses of one host that are dialled, one after the other, until one answers.
const ATTEMPTS: usize = 4;

/// How long one of them has, if there is another to try.
const ATTEMPT: Duration = Duration::from_secs(3);

/// The most addresses that a resolver may give.
const MOST_ADDRESSES: usize = 64;

/// The way out: who resolves, who dials, whom TLS trusts. There are no proxies.
#[derive(Clone)]
pub(crate) struct Network {
    resolver: Arc<dyn Resolve>,
    /// Whether the resolver is another than the operating system's.
    is_resolved_otherwise: bool,
    pub(crate) dialler: Arc<dyn Dial>,
    pub(crate) trust: Trust,
}

impl Network {
    pub(crate) fn of(resolver: System) -> Self {
        Network {
            resolver: Arc::new(resolver),
            is_resolved_otherwise: false,
            dialler: Arc::new(Tcp),
            trust: Trust::Machine,
        }
    }

    pub(crate) fn resolve_by(&mut self, resolver: impl Resolve) {
        self.resolver = Arc::new(resolver);
        self.is_resolved_otherwise = true;
    }

    /// A connection to `peer`, at an address that it may have.
    pub(crate) async fn connect(&self, peer: &Peer<'_>) -> Result<Stream, HttpError> {
        let checked = Checked::all(self.resolve(peer).await?, peer)?;
        let stream = self.dial(&checked).await?;
        if !peer.tls {
            return Ok(Stream::Plain(stream));
        }
        let connector = TlsConnector::from(self.trust.config().map_err(HttpError::Tls)?);
        let name = server_name(&peer.host).ok_or(HttpError::Tls(TlsFault::Handshake))?;
        match connector.connect(name, stream).await {
            Ok(stream) => Ok(Stream::Tls(Box::new(stream))),
            Err(error) => Err(HttpError::Tls(fault_of(&error))),
        }
    }

    async fn resolve(&self, peer: &Peer<'_>) -> Result<Vec<IpAddr>, HttpError> {
        match peer.host {
            // An address written as the host is checked like one that was resolved.
            Host::Ipv4(address) => Ok(vec![address.into()]),
            Host::Ipv6(address) => Ok(vec![address.into()]),
            Host::Domain(name) => {
                self.resolver.resolve(name).await.map_err(|error| HttpError::Unresolved(error.kind()))
            }
        }
    }

    async fn dial(&self, checked: &Checked) -> Result<TcpStream, HttpError> {
        let mut failure = HttpError::NoAddress;
        let count = checked.0.len().min(ATTEMPTS);
        for (index, address) in checked.0.iter().take(ATTEMPTS).enumerate() {
            let dialled = self.dialler.dial(*address);
            let dialled = match index + 1 < count {
                true => timeout(ATTEMPT, dialled).await.unwrap_or(Err(io::ErrorKind::TimedOut.into())),
                false => dialled.await,
            };
            match dialled {
                Ok(stream) => return Ok(stream),
                Err(error) => failure = HttpError::Connect(error.kind()),
            }
        }
        Err(failure)
    }
}

/// What the surface shows of it: nothing where it is the machine's own.
impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Trust::Only { certificates, .. } = &self.trust {
            write!(f, " (trusts only the owner's certificates: {certificates})")?;
        }
        if self.is_resolved_otherwise {
            f.write_str(" (names are resolved by the owner's resolver)")?;
        }
        if !self.dialler.is_the_network() {
            f.write_str(" (dialled by a test)")?;
        }
        Ok(())
    }
}

/// Addresses that may be dialled.
struct Checked(Vec<SocketAddr>);

impl Checked {
    /// All of them, or none: a host with one address that it may not have is not what it seems.
    fn all(addresses: Vec<IpAddr>, peer: &Peer<'_>) -> Result<Self, HttpError> {
        if addresses.is_empty() || addresses.len() > MOST_ADDRESSES {
            return Err(HttpError::NoAddress);
        }
        for address in &addresses {
            peer.allowed.check(*address, peer.tls).map_err(HttpError::Address)?;
        }
        Ok(Checked(addresses.into_iter().map(|address| SocketAddr::new(address, peer.port)).collect()))
    }
}

fn server_name(host: &Host<&str>) -> Option<ServerName<'static>> {
    match host {
        Host::Domain(name) => ServerName::try_from((*name).to_owned()).ok(),
        Host::Ipv4(address) => Some(ServerName::IpAddress(CertificateIp::from(IpAddr::V4(*address)))),
        Host::Ipv6(address) => Some(ServerName::IpAddress(CertificateIp::from(IpAddr::V6(*address)))),
    }
}

fn fault_of(error: &io::Error) -> TlsFault {
    match error.get_ref().and_then(|source| source.downcast_ref::<rustls::Error>()) {
        Some(rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented) => {
            TlsFault::Certificate
        }
        _ => TlsFault::Handshake,
    }
}

/// A connection.
pub(crate) enum Stream {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

impl AsyncRead for Stream {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Stream::Plain(stream) => Pin::new(stream).poll_read(context, buffer),
            Stream::Tls(stream) => Pin::new(stream).poll_read(context, buffer),
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Stream::Plain(stream) => Pin::new(stream).poll_write(context, bytes),
            Stream::Tls(stream) => Pin::new(stream).poll_write(context, bytes),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Stream::Plain(stream) => Pin::new(stream).poll_flush(context),
            Stream::Tls(stream) => Pin::new(stream).poll_flush(context),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Stream::Plain(stream) => Pin::new(stream).poll_shutdown(context),
            Stream::Tls(stream) => Pin::new(stream).poll_shutdown(context),
        }
    }
}
