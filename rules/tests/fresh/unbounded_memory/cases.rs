//! Buffers, queues and texts whose size a caller chooses, and those that have a bound.

use std::cmp;
use std::collections::{HashMap, VecDeque};
use std::env;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::net::{TcpListener, TcpStream};

use axum::extract::{Path, Query};
use bytes::{BufMut, BytesMut};
use serde::Deserialize;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::sync::mpsc;

#[derive(Deserialize)]
struct Grid {
    width: usize,
    height: usize,
    fill: Option<String>,
}

const LIMIT: usize = 4096;

//# bad
fn capacity_of_parameter(count: usize) -> Vec<u64> {
    Vec::with_capacity(count)
}

//# bad
fn argument_repeated() -> String {
    let times = env::args().nth(1).and_then(|it| it.parse::<usize>().ok()).unwrap_or(1);
    "-".repeat(times)
}

//# bad
async fn blank(Query(grid): Query<Grid>) -> Vec<u8> {
    let size = grid.width.saturating_mul(grid.height);
    vec![0_u8; size]
}

//# bad
fn length_prefix(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut prefix = [0_u8; 4];
    stream.read_exact(&mut prefix)?;
    let length = u32::from_be_bytes(prefix) as usize;
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok(body)
}

//# bad
fn whole_stream(mut stream: TcpStream) -> io::Result<String> {
    let mut text = String::new();
    stream.read_to_string(&mut text)?;
    Ok(text)
}

//# bad
fn queue_of_jobs() -> (mpsc::UnboundedSender<String>, mpsc::UnboundedReceiver<String>) {
    mpsc::unbounded_channel()
}

//# bad
async fn everything_of_the_socket(socket: &mut tokio::net::TcpStream) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    socket.read_to_end(&mut bytes).await?;
    Ok(bytes)
}

//# bad
async fn reserved_by_header(headers: axum::http::HeaderMap) -> Option<BytesMut> {
    let announced = headers.get("x-length")?.to_str().ok()?.parse().ok()?;
    let mut buffer = BytesMut::new();
    buffer.reserve(announced);
    buffer.put_u8(b'{');
    Some(buffer)
}

//# bad
fn rows(grid: &Grid) -> Vec<String> {
    let mark = grid.fill.as_deref().unwrap_or(".");
    let (width, height) = (grid.width, grid.height.min(100));
    (0..height).map(|_| mark.repeat(width)).collect()
}

//# bad
fn only_a_lower_bound(count: usize) -> HashMap<u64, String> {
    let count = count.max(16);
    let wanted = count + count / 4;
    HashMap::with_capacity(wanted)
}

//# bad
fn response_body(url: &str) -> anyhow::Result<Vec<u8>> {
    let mut reader = ureq::get(url).call()?.into_reader();
    let mut body = Vec::new();
    reader.read_to_end(&mut body)?;
    Ok(body)
}

//# bad
fn events(listener: &TcpListener) -> io::Result<()> {
    let (sender, receiver) = crossbeam_channel::unbounded();
    std::thread::spawn(move || {
        receiver.iter().for_each(|peer: std::net::SocketAddr| log::info!("{}", peer.port()))
    });
    loop {
        let (_, peer) = listener.accept()?;
        if sender.send(peer).is_err() {
            return Ok(());
        }
    }
}

//# good
fn capacity_with_ceiling(count: usize) -> Vec<u64> {
    Vec::with_capacity(count.min(LIMIT))
}

//# good
fn rejected_when_large(count: usize) -> Option<String> {
    if count > LIMIT {
        return None;
    }
    Some("=".repeat(count))
}

//# good
async fn blank_of_a_range(Query(grid): Query<Grid>) -> Vec<u8> {
    let width = grid.width.clamp(1, 512);
    let height = cmp::min(grid.height, 512);
    vec![0_u8; width * height]
}

//# good
fn checked_prefix(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut prefix = [0_u8; 4];
    stream.read_exact(&mut prefix)?;
    let length = match u32::from_be_bytes(prefix) {
        length @ 0..=65_536 => length as usize,
        _ => return Err(io::ErrorKind::InvalidData.into()),
    };
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok(body)
}

//# good
fn at_most_a_megabyte(stream: TcpStream) -> io::Result<String> {
    let mut text = String::new();
    stream.take(1 << 20).read_to_string(&mut text)?;
    Ok(text)
}

//# good
fn bounded_queue() -> (mpsc::Sender<String>, mpsc::Receiver<String>) {
    mpsc::channel(64)
}

//# good
async fn limited_reader<R: AsyncRead + Unpin>(reader: R) -> io::Result<Vec<u8>> {
    let mut limited = reader.take(64 * 1024);
    let mut bytes = Vec::with_capacity(8 * 1024);
    limited.read_to_end(&mut bytes).await?;
    Ok(bytes)
}

//# good
fn as_many_as_there_are(names: &[String]) -> Vec<String> {
    let mut out = Vec::with_capacity(names.len());
    for name in names {
        out.push(name.to_uppercase());
    }
    out
}

//# good
fn one_byte_of_length(packet: &[u8]) -> Option<Vec<u8>> {
    let length = usize::from(*packet.first()?);
    let mut name = vec![0_u8; length];
    name.copy_from_slice(packet.get(1..=length)?);
    Some(name)
}

//# good
async fn padding(Path(depth): Path<u8>) -> String {
    let indent = "  ".repeat(usize::from(depth % 16));
    format!("{indent}- leaf")
}

struct Song {
    verses: VecDeque<String>,
}

impl Song {
    fn repeat(&mut self, verse: usize) -> Option<&String> {
        self.verses.rotate_left(verse % self.verses.len().max(1));
        self.verses.front()
    }
}

//# good
fn sung(song: &mut Song, verse: usize) -> Option<String> {
    song.repeat(verse).cloned()
}

//# good
fn header_of_file(path: &std::path::Path) -> io::Result<[u8; 512]> {
    let mut header = [0; 512];
    BufReader::new(File::open(path)?).read_exact(&mut header)?;
    Ok(header)
}
