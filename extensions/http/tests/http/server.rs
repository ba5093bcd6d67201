//! A server that says what a test wants it to say, byte by byte, and remembers what it was asked.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustls::crypto::aws_lc_rs;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{HandshakeKind, ServerConfig};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio_rustls::TlsAcceptor;

/// What the server says to one request.
pub struct Reply {
    first: Vec<u8>,
    then: Then,
}

enum Then {
    /// Ends the connection.
    End,
    /// Says nothing more, and waits for the other side to go.
    Hold,
    /// Says this over and over, after each pause, until the other side goes.
    Repeat(Vec<u8>, Duration),
}

impl Reply {
    pub fn raw(first: impl Into<Vec<u8>>) -> Self {
        Reply { first: first.into(), then: Then::End }
    }

    pub fn ok(body: &str) -> Self {
        Self::raw(format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len()))
    }

    pub fn status(status: u16) -> Self {
        Self::raw(format!("HTTP/1.1 {status} Whatever\r\ncontent-length: 0\r\n\r\n"))
    }

    pub fn redirect(to: &str) -> Self {
        Self::redirect_by(302, to)
    }

    pub fn redirect_by(status: u16, to: &str) -> Self {
        Self::raw(format!("HTTP/1.1 {status} Elsewhere\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n"))
    }

    pub fn then_hold(mut self) -> Self {
        self.then = Then::Hold;
        self
    }

    pub fn then_repeat(mut self, bytes: &[u8], pause: Duration) -> Self {
        self.then = Then::Repeat(bytes.to_vec(), pause);
        self
    }
}

/// One request, as it came.
#[derive(Debug, Clone)]
pub struct Seen {
    pub head: String,
    pub body: Vec<u8>,
    /// The name that TLS was asked for.
    pub sni: Option<String>,
    /// Whether TLS went on with an earlier session.
    pub resumed: bool,
}

impl Seen {
    /// The first line: `GET /path HTTP/1.1`.
    pub fn line(&self) -> &str {
        self.head.lines().next().unwrap_or_default()
    }

    pub fn headers(&self, name: &str) -> Vec<&str> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .filter(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
            .collect()
    }
}

type Handler = dyn Fn(&Seen, usize) -> Reply + Send + Sync;

pub struct Server {
    pub address: SocketAddr,
    pub pem: String,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    seen: Mutex<Vec<Seen>>,
    connections: Mutex<usize>,
    gone: Notify,
}

impl Server {
    /// Speaks plainly.
    pub async fn plain(handler: impl Fn(&Seen, usize) -> Reply + Send + Sync + 'static) -> Self {
        Self::start(None, String::new(), handler).await
    }

    /// Speaks TLS, with a certificate for these names.
    pub async fn tls(
        names: &[&str],
        handler: impl Fn(&Seen, usize) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        let certified = rcgen::generate_simple_self_signed(names).unwrap();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(certified.signing_key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certified.cert.der().clone()], key)
            .unwrap();
        Self::start(Some(TlsAcceptor::from(Arc::new(config))), certified.cert.pem(), handler).await
    }

    async fn start(
        tls: Option<TlsAcceptor>,
        pem: String,
        handler: impl Fn(&Seen, usize) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(State::default());
        let handler: Arc<Handler> = Arc::new(handler);
        let served = state.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                *served.connections.lock().unwrap() += 1;
                tokio::spawn(attend(stream, tls.clone(), served.clone(), handler.clone()));
            }
        });
        Server { address, pem, state }
    }

    /// `http://127.0.0.1:port`
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.state.seen.lock().unwrap().clone()
    }

    pub fn only(&self) -> Seen {
        let seen = self.seen();
        assert_eq!(seen.len(), 1, "{seen:?}");
        seen[0].clone()
    }

    pub fn connections(&self) -> usize {
        *self.state.connections.lock().unwrap()
    }

    /// Waits until the other side of a connection that is held has gone.
    pub async fn gone(&self) {
        let gone = tokio::time::timeout(Duration::from_secs(10), self.state.gone.notified()).await;
        gone.expect("the connection is closed when nobody waits for an answer");
    }
}

async fn attend(stream: TcpStream, tls: Option<TlsAcceptor>, state: Arc<State>, handler: Arc<Handler>) {
    match tls {
        None => converse(stream, None, false, &state, &*handler).await,
        Some(acceptor) => {
            let Ok(stream) = acceptor.accept(stream).await else { return };
            let sni = stream.get_ref().1.server_name().map(ToOwned::to_owned);
            let resumed = stream.get_ref().1.handshake_kind() != Some(HandshakeKind::Full);
            converse(stream, sni, resumed, &state, &*handler).await;
        }
    }
}

async fn converse(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    sni: Option<String>,
    resumed: bool,
    state: &State,
    handler: &(dyn Fn(&Seen, usize) -> Reply + Send + Sync),
) {
    let Some((head, body)) = read_request(&mut stream).await else { return };
    let seen = Seen { head, body, sni, resumed };
    let nth = {
        let mut all = state.seen.lock().unwrap();
        all.push(seen.clone());
        all.len()
    };
    let Reply { first, then } = handler(&seen, nth);
    if stream.write_all(&first).await.is_err() {
        state.gone.notify_one();
        return;
    }
    let _ = stream.flush().await;
    match then {
        Then::End => {
            let _ = stream.shutdown().await;
        }
        Then::Hold => {
            let _ = stream.read(&mut [0; 64]).await;
            state.gone.notify_one();
        }
        Then::Repeat(bytes, pause) => {
            while stream.write_all(&bytes).await.is_ok() && stream.flush().await.is_ok() {
                tokio::time::sleep(pause).await;
            }
            state.gone.notify_one();
        }
    }
}

/// The head with its empty line, and as much of a body as `content-length` says.
async fn read_request(stream: &mut (impl AsyncRead + Unpin)) -> Option<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).ok()?;
    let mut body = bytes[end..].to_vec();
    let length =
        head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok()).unwrap_or(0);
    while body.len() < length {
        if stream.read_buf(&mut body).await.ok()? == 0 {
            return None;
        }
    }
    Some((head, body))
}
