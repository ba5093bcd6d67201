//! Variations of one fault: where a number comes from, what is done to it, and what is allocated by it.

use std::alloc::Layout;
use std::collections::{HashMap, VecDeque};
use std::io::{BufRead, Read};
use std::net::TcpStream;

use axum::body::{Body, to_bytes};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use bytes::{Buf, BytesMut};
use serde::Deserialize;
use tokio::io::AsyncReadExt;
use tokio::sync::mpsc;

#[derive(Deserialize)]
pub struct Page {
    size: usize,
    width: u32,
    height: u32,
}

const LIMIT: usize = 10_000;

//# bad
fn first_argument() -> Vec<u64> {
    let count: usize = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(1);
    let mut numbers = Vec::with_capacity(count);
    numbers.extend((0..10).map(|number| number * 2));
    numbers
}

//# good
fn first_argument_compared() -> Option<Vec<u64>> {
    let count: usize = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(1);
    if count > LIMIT {
        return None;
    }
    Some(Vec::with_capacity(count))
}

//# good
fn first_argument_at_most() -> String {
    let count = std::env::args().nth(1).and_then(|text| text.parse::<usize>().ok()).unwrap_or_default();
    "-".repeat(count.min(80))
}

//# bad
fn environment() -> HashMap<String, u64> {
    let size = match std::env::var("CACHE_ENTRIES") {
        Ok(text) => text.trim().parse::<usize>().unwrap_or(64),
        Err(_) => 64,
    };
    let doubled = size.saturating_mul(2);
    HashMap::with_capacity(doubled)
}

//# good
fn environment_clamped() -> VecDeque<u64> {
    let size: usize = std::env::var("CACHE_ENTRIES").ok().and_then(|text| text.parse().ok()).unwrap_or(64);
    let size = size.clamp(16, 4096);
    VecDeque::with_capacity(size)
}

//# bad
fn length_before_the_content(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut header = [0u8; 4];
    stream.read_exact(&mut header)?;
    let length = u32::from_be_bytes(header) as usize;
    let mut content = vec![0u8; length];
    stream.read_exact(&mut content)?;
    Ok(content)
}

//# good
fn length_before_the_content_compared(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut header = [0u8; 4];
    stream.read_exact(&mut header)?;
    let length = usize::try_from(u32::from_be_bytes(header)).map_err(std::io::Error::other)?;
    if length > LIMIT {
        return Err(std::io::Error::other("too long"));
    }
    let mut content = vec![0u8; length];
    stream.read_exact(&mut content)?;
    Ok(content)
}

//# good
fn one_byte_is_a_bound(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut header = [0u8; 1];
    stream.read_exact(&mut header)?;
    let mut content = vec![0u8; usize::from(header[0])];
    stream.read_exact(&mut content)?;
    Ok(content)
}

//# bad
async fn extractor(Query(page): Query<Page>) -> Vec<u8> {
    let pixels = page.width as usize * page.height as usize;
    let mut picture = Vec::new();
    picture.resize(pixels * 4, 0u8);
    picture
}

//# good
async fn extractor_checked(Query(page): Query<Page>) -> Result<Vec<u8>, StatusCode> {
    let pixels = (page.width as usize).checked_mul(page.height as usize).ok_or(StatusCode::BAD_REQUEST)?;
    if !(1..=4_000_000).contains(&pixels) {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    Ok(vec![0; pixels])
}

//# bad
async fn compared_with_the_wrong_bound(Query(page): Query<Page>) -> Result<Vec<u64>, StatusCode> {
    if page.size < 10 {
        return Err(StatusCode::BAD_REQUEST);
    }
    let mut rows = Vec::new();
    rows.reserve(page.size);
    Ok(rows)
}

//# bad
fn indentation(depth: usize, lines: &[String]) -> String {
    let indent = " ".repeat(depth * 4);
    lines.iter().map(|line| format!("{indent}{line}\n")).collect()
}

//# good
fn indentation_of_a_known_depth(depth: u8, lines: &[String]) -> String {
    let indent = " ".repeat(usize::from(depth % 8));
    lines.iter().map(|line| format!("{indent}{line}\n")).collect()
}

//# bad
fn standard_input() -> std::io::Result<String> {
    let mut all = String::new();
    let mut input = std::io::stdin().lock();
    input.read_to_string(&mut all)?;
    Ok(all)
}

//# good
fn standard_input_taken() -> std::io::Result<String> {
    let mut all = String::new();
    let input = std::io::stdin().lock();
    input.take(1 << 20).read_to_string(&mut all)?;
    Ok(all)
}

//# bad
async fn http_response(client: &reqwest::Client) -> Result<BytesMut, Box<dyn std::error::Error>> {
    let answer = client.get("https://files.example.com/size").send().await?;
    let wanted = answer.text().await?.parse::<usize>()?;
    let buffer = BytesMut::with_capacity(wanted);
    Ok(buffer)
}

//# good
async fn body_with_a_limit(body: Body) -> Result<usize, StatusCode> {
    let bytes = to_bytes(body, LIMIT).await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
    let mut copy = Vec::with_capacity(bytes.len());
    copy.extend_from_slice(&bytes);
    Ok(copy.len())
}

//# bad
async fn sockets(mut stream: tokio::net::TcpStream) -> std::io::Result<usize> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await?;
    Ok(bytes.len())
}

//# bad
fn layouts(count: usize) -> *mut u8 {
    let Ok(layout) = Layout::array::<u64>(count) else { return std::ptr::null_mut() };
    unsafe { std::alloc::alloc(layout) }
}

//# bad
fn decoded(mut message: bytes::Bytes) -> Vec<String> {
    let count = message.get_u64();
    let mut names = Vec::with_capacity(count as usize);
    while message.has_remaining() {
        let length = usize::from(message.get_u8()).min(message.remaining());
        names.push(String::from_utf8_lossy(&message.split_to(length)).into_owned());
    }
    names
}

//# bad
fn queue(jobs: Vec<String>) -> mpsc::UnboundedReceiver<String> {
    let (sender, receiver) = mpsc::unbounded_channel();
    for job in jobs {
        let _ = sender.send(job);
    }
    receiver
}

//# good
async fn bounded_queue(jobs: Vec<String>) -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel(64);
    tokio::spawn(async move {
        for job in jobs {
            if sender.send(job).await.is_err() {
                break;
            }
        }
    });
    receiver
}

//# good
async fn counted(Path(size): Path<usize>) -> String {
    let buffer = vec![0u8; LIMIT];
    let shown = std::io::Cursor::new(&buffer).lines().count();
    format!("{size} were wanted, {shown} are there")
}
