use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, ToSocketAddrs};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    #[error("the server does not answer")]
    Silent,
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

pub trait Transport {
    fn send(&self, path: &str, body: &[u8]) -> Result<Vec<u8>, FetchError>;
}

pub mod hyper_text {
    pub fn link(href: &str, text: &str) -> String {
        format!("[{text}]({href})")
    }
}

#[derive(Default)]
pub struct Routes {
    table: BTreeMap<String, SocketAddr>,
}

//# bad
pub fn rate(currency: &str) -> Result<f64, Box<dyn std::error::Error>> {
    let text =
        ureq::get("https://rates.orchard.app/latest").query("currency", currency).call()?.into_string()?;
    Ok(text.trim().parse()?)
}

//# good
pub fn rate_through(transport: &dyn Transport, currency: &str) -> Result<Option<f64>, FetchError> {
    let bytes = transport.send(&format!("/latest/{currency}"), &[])?;
    Ok(std::str::from_utf8(&bytes).ok().and_then(|text| text.trim().parse().ok()))
}

//# bad
pub fn send_line(address: SocketAddr, line: &str) -> Result<String, FetchError> {
    use std::net::TcpStream;
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(2))?;
    writeln!(stream, "{line}")?;
    let mut answer = String::new();
    BufReader::new(stream).take(4096).read_line(&mut answer)?;
    Ok(answer)
}

//# good
pub fn exchange_line<S: Read + Write>(mut stream: S, line: &str) -> Result<String, FetchError> {
    writeln!(stream, "{line}")?;
    let mut answer = String::new();
    BufReader::new(stream).take(4096).read_line(&mut answer)?;
    if answer.is_empty() { Err(FetchError::Silent) } else { Ok(answer) }
}

//# bad
pub fn count_metric(name: &str, value: i64) -> Result<usize, FetchError> {
    let packet = format!("{name}:{value}|c");
    let socket = std::net::UdpSocket::bind(("127.0.0.1", 0))?;
    Ok(socket.send_to(packet.as_bytes(), ("127.0.0.1", 8125))?)
}

//# bad
pub fn resolve(name: &str) -> Result<Vec<SocketAddr>, FetchError> {
    let target = (name, 443);
    let found = target.to_socket_addrs()?;
    Ok(found.filter(|address| !address.ip().is_loopback()).collect())
}

impl Routes {
    //# good
    pub fn resolve(&self, name: &str) -> Option<SocketAddr> {
        let plain = name.trim_end_matches('.').to_lowercase();
        self.table.get(&plain).copied().filter(|address| address.port() != 0)
    }

    //# good
    pub fn load(&mut self, text: &str) -> Result<usize, std::net::AddrParseError> {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, address)) = line.split_once(char::is_whitespace) else { continue };
            self.table.insert(name.to_owned(), address.trim().parse::<SocketAddr>()?);
        }
        Ok(self.table.len())
    }
}

//# good
pub fn retry_is_useful(status: u16) -> bool {
    let status = http::StatusCode::from_u16(status).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
    status.is_server_error() || status == http::StatusCode::TOO_MANY_REQUESTS
}

//# bad
pub fn upload(files: &[(String, Vec<u8>)]) -> Vec<Result<u16, String>> {
    use reqwest::blocking as web;
    files
        .iter()
        .map(|(name, bytes)| {
            let request =
                web::Client::new().put(format!("https://files.orchard.app/{name}")).body(bytes.clone());
            request.send().map(|answer| answer.status().as_u16()).map_err(|e| e.to_string())
        })
        .collect()
}

//# good
pub fn link_list(links: &[(String, String)]) -> String {
    links.iter().map(|(href, text)| hyper_text::link(href, text)).collect::<Vec<_>>().join("\n")
}

//# bad
pub async fn post_event(body: String) -> Result<hyper::StatusCode, Box<dyn std::error::Error + Send + Sync>> {
    let stream = tokio::net::TcpStream::connect("127.0.0.1:9200").await?;
    let io = hyper_util::rt::TokioIo::new(stream);
    let (mut sender, connection) = hyper::client::conn::http1::handshake::<_, String>(io).await?;
    let driver = async move { connection.await };
    let request = hyper::Request::post("/events").body(body)?;
    let (answer, _) = tokio::join!(sender.send_request(request), driver);
    Ok(answer?.status())
}

//# bad
pub fn serve_once(greeting: &str) -> Result<(), FetchError> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    for stream in listener.incoming().take(1) {
        let mut stream = stream?;
        stream.write_all(greeting.as_bytes())?;
    }
    Ok(())
}

//# good
pub fn describe_socket(stream: &UnixStream, path: &Path) -> String {
    let timeout = stream.read_timeout().ok().flatten().unwrap_or(Duration::ZERO);
    format!("{} waits {} ms", path.display(), timeout.as_millis())
}
