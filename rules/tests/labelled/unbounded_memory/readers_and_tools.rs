//! Readers of formats, helpers of a library, and small programs.

use std::env;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::os::unix::net::UnixStream;

use anyhow::{Context, Result, bail, ensure};
use clap::Parser;
use futures_channel::mpsc::{UnboundedReceiver, unbounded};

#[derive(Parser)]
pub struct Args {
    /// How many samples to make.
    #[arg(long)]
    samples: usize,
    #[arg(long, default_value_t = 2)]
    indent: u8,
}

pub struct Header {
    columns: u32,
    rows: u32,
}

pub struct Story {
    chapters: Vec<String>,
}

impl Story {
    fn repeat(&self, chapter: usize) -> Option<&String> {
        self.chapters.get(chapter)
    }

    //# good
    pub fn again(&self, chapter: usize) -> Option<&String> {
        self.repeat(chapter)
    }
}

//# bad
pub fn samples() -> Vec<f64> {
    let args = Args::parse();
    let mut samples = vec![0.0; args.samples];
    for (i, sample) in samples.iter_mut().enumerate() {
        *sample = (i as f64 / 44_100.0).sin();
    }
    samples
}

//# bad
pub fn table(header: &Header) -> Result<Vec<Vec<u8>>> {
    let (columns, rows) = (header.columns as usize, header.rows as usize);
    let cells = columns.checked_mul(rows).context("too many cells")?;
    let mut table: Vec<Vec<u8>> = Vec::new();
    table.try_reserve(16)?;
    table.push(Vec::with_capacity(cells));
    Ok(table)
}

//# bad
pub fn ask_daemon(socket: &str) -> io::Result<String> {
    let mut stream = UnixStream::connect(socket)?;
    let mut answer = String::new();
    Read::read_to_string(&mut stream, &mut answer)?;
    Ok(answer)
}

//# bad
pub fn page(url: &str) -> Result<Vec<u8>> {
    let mut response = reqwest::blocking::get(url)?.error_for_status()?;
    let mut body = Vec::new();
    let read = response.read_to_end(&mut body)?;
    ensure!(read > 0, "an empty page");
    Ok(body)
}

//# bad
pub fn lines_of(names: Vec<String>) -> UnboundedReceiver<String> {
    let (sender, receiver) = unbounded();
    std::thread::spawn(move || {
        for name in names {
            if sender.unbounded_send(name).is_err() {
                break;
            }
        }
    });
    receiver
}

//# bad
pub fn padded(text: &str, width: Option<&str>) -> Result<String> {
    let width = match width {
        Some(width) => width.parse::<usize>().context("a width is a number")?,
        None => 80,
    };
    let missing = width.saturating_sub(text.len());
    let padding = " ".repeat(missing);
    Ok(padding + text)
}

//# bad
pub fn inflate(compressed: &[u8]) -> Result<String> {
    let mut decoder = flate2::read::ZlibDecoder::new(compressed);
    let mut text = String::with_capacity(4096);
    decoder.read_to_string(&mut text)?;
    Ok(text)
}

//# good
pub fn indent(args: &Args, text: &str) -> String {
    let indent = " ".repeat(args.indent.into());
    text.lines().map(|line| format!("{indent}{line}\n")).collect()
}

//# good
pub fn few_samples(args: &Args) -> Result<Vec<f64>> {
    let count = args.samples;
    if count > 1_000_000 {
        bail!("{count} samples are too many");
    }
    Ok(vec![0.0; count])
}

//# good
pub fn cells(header: &Header, body: &[u8]) -> Vec<u8> {
    let wanted = header.columns as usize;
    let mut cells = Vec::with_capacity(wanted.min(body.len()));
    cells.extend_from_slice(&body[..wanted.min(body.len())]);
    cells
}

//# good
pub fn page_within(url: &str) -> Result<String> {
    let response = reqwest::blocking::get(url)?.error_for_status()?;
    let mut text = String::new();
    response.take(2 << 20).read_to_string(&mut text)?;
    Ok(text)
}

//# good
pub fn settings() -> Result<String> {
    let depth: usize = env::var("DEPTH").unwrap_or_default().parse().unwrap_or(1);
    let text = std::fs::read_to_string("/etc/shop/settings.toml")?;
    Ok(format!("# depth {depth}\n{text}"))
}

//# good
pub fn ruler(title: &str) -> String {
    format!("{title}\n{}\n", "=".repeat(60))
}

//# good
pub fn copy_of(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut copy = vec![0; bytes.len()];
    Cursor::new(bytes).read_exact(&mut copy)?;
    Ok(copy)
}

//# good
pub fn magic(path: &str) -> io::Result<Vec<u8>> {
    let mut start = Vec::with_capacity(16);
    let file = File::open(path)?;
    file.take(16).read_to_end(&mut start)?;
    Ok(start)
}

//# good
pub fn limited_inflate(compressed: &[u8]) -> Result<Vec<u8>> {
    const LIMIT: u64 = 8 << 20;
    let mut limited = flate2::read::ZlibDecoder::new(compressed).take(LIMIT + 1);
    let mut bytes = Vec::new();
    limited.read_to_end(&mut bytes)?;
    ensure!(bytes.len() as u64 <= LIMIT, "too large");
    Ok(bytes)
}
