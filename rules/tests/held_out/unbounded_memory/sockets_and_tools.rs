use byteorder::{BigEndian, LittleEndian, ReadBytesExt};
use std::alloc::{Layout, alloc};
use std::env;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream, UdpSocket};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const MAX_FRAME: usize = 1 << 20;

#[derive(Clone, Copy)]
pub struct Header {
    pub kind: u8,
    pub length: u32,
}

pub struct Arena {
    bytes: Vec<u8>,
}

pub struct Frames<R> {
    inner: R,
    limit: usize,
}

//# bad
pub fn read_frame(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let length = stream.read_u32::<BigEndian>()?;
    let mut frame = vec![0; length as usize];
    stream.read_exact(&mut frame)?;
    Ok(frame)
}

//# bad
pub async fn serve(mut socket: tokio::net::TcpStream) -> io::Result<()> {
    let mut size = [0u8; 8];
    socket.read_exact(&mut size).await?;
    let size = u64::from_le_bytes(size);
    let mut body = Vec::new();
    body.resize(usize::try_from(size).unwrap_or(usize::MAX), 0u8);
    socket.read_exact(&mut body).await?;
    socket.write_all(b"ok").await
}

//# bad
pub fn collect_all(listener: &TcpListener) -> io::Result<String> {
    let (mut peer, _) = listener.accept()?;
    let mut text = String::new();
    peer.read_to_string(&mut text)?;
    Ok(text)
}

//# bad
pub fn allocate_pages() -> Option<*mut u8> {
    let pages: usize = env::args().nth(1)?.parse().ok()?;
    let layout = Layout::from_size_align(pages * 4096, 4096).ok()?;
    // SAFETY: the size is checked by `from_size_align`.
    let memory = unsafe { alloc(layout) };
    (!memory.is_null()).then_some(memory)
}

//# bad
pub fn main() {
    let width = env::args().skip(1).next().and_then(|text| text.parse::<usize>().ok());
    if let Some(width) = width {
        let ruler = "=".repeat(width);
        println!("{ruler}");
    }
}

//# bad
pub fn scratch_buffer() -> Vec<u64> {
    let configured = env::var("SCRATCH_WORDS").unwrap_or_else(|_| "1024".to_owned());
    let words = configured.trim().parse().unwrap_or(1024);
    Vec::with_capacity(words)
}

//# bad
pub fn download(url: &str) -> anyhow::Result<Vec<u8>> {
    let mut reader = ureq::get(url).call()?.into_reader();
    let mut body = Vec::new();
    reader.read_to_end(&mut body)?;
    Ok(body)
}

impl Arena {
    //# bad
    pub fn grow(&mut self, header: &Header) {
        let extra = header.length as usize + 16;
        self.bytes.reserve_exact(extra);
        self.bytes.push(header.kind);
    }

    //# good
    pub fn grow_checked(&mut self, header: &Header) -> Result<(), &'static str> {
        let extra = header.length as usize;
        if !(1..=MAX_FRAME).contains(&extra) {
            return Err("length");
        }
        self.bytes.reserve_exact(extra);
        Ok(())
    }
}

//# bad
pub fn answer(socket: &UdpSocket) -> io::Result<usize> {
    let mut datagram = [0u8; 4];
    let (_, peer) = socket.recv_from(&mut datagram)?;
    let wanted = u32::from_be_bytes(datagram);
    let reply = (0..wanted).map(|_| b'x').collect::<Vec<u8>>();
    socket.send_to(&reply, peer)
}

//# bad
pub fn load_image(path: &str) -> io::Result<Vec<u8>> {
    let mut file = BufReader::new(File::open(path)?);
    let (width, height) = (file.read_u32::<LittleEndian>()?, file.read_u32::<LittleEndian>()?);
    let pixels = u64::from(width) * u64::from(height) * 4;
    let mut image = vec![0u8; pixels as usize];
    file.read_exact(&mut image)?;
    Ok(image)
}

//# bad
pub fn from_stdin() -> io::Result<Vec<u8>> {
    let mut everything = Vec::new();
    io::stdin().lock().read_to_end(&mut everything)?;
    Ok(everything)
}

//# bad
pub async fn capacity_from_service(client: &reqwest::Client, url: &str) -> anyhow::Result<Vec<String>> {
    let text = client.get(url).send().await?.text().await?;
    let (count, rest) = text.split_once('\n').unwrap_or(("0", ""));
    let count: usize = count.trim().parse()?;
    let mut lines = Vec::<String>::with_capacity(count);
    lines.extend(rest.lines().map(str::to_owned));
    Ok(lines)
}

//# bad
pub fn pipeline(peers: Vec<TcpStream>) -> crossbeam_channel::Receiver<Vec<u8>> {
    let (sender, receiver) = crossbeam_channel::unbounded();
    for mut peer in peers {
        let sender = sender.clone();
        std::thread::spawn(move || {
            let mut part = [0; 512];
            while let Ok(1..) = peer.read(&mut part) {
                let _ = sender.send(part.to_vec());
            }
        });
    }
    receiver
}

//# good
pub fn read_small_frame(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let length = stream.read_u32::<BigEndian>()? as usize;
    if length > MAX_FRAME {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "frame too long"));
    }
    let mut frame = vec![0; length];
    stream.read_exact(&mut frame)?;
    Ok(frame)
}

//# good
/// At most 64 KiB: the length has two bytes.
pub async fn read_short(socket: &mut tokio::net::TcpStream) -> io::Result<Vec<u8>> {
    let mut length = [0u8; 2];
    socket.read_exact(&mut length).await?;
    let mut body = vec![0; usize::from(u16::from_be_bytes(length))];
    socket.read_exact(&mut body).await?;
    Ok(body)
}

//# good
pub fn collect_some(listener: &TcpListener) -> io::Result<String> {
    let (peer, _) = listener.accept()?;
    let mut text = String::new();
    peer.take(4096).read_to_string(&mut text)?;
    Ok(text)
}

//# good
pub fn ruler() -> String {
    let width = env::args().nth(1).and_then(|text| text.parse::<usize>().ok()).filter(|width| *width <= 200);
    "=".repeat(width.unwrap_or(80))
}

//# good
pub fn workers() -> Vec<Option<std::thread::JoinHandle<()>>> {
    let count =
        env::var("WORKERS").ok().and_then(|text| text.parse::<usize>().ok()).unwrap_or(4).clamp(1, 64);
    let mut workers = Vec::with_capacity(count);
    workers.resize_with(count, || None);
    workers
}

//# good
pub fn load_settings() -> io::Result<String> {
    let text = fs::read_to_string("/etc/orders/settings.toml")?;
    Ok(text.replace("\r\n", "\n"))
}

//# good
pub fn fixed_blocks(stream: &mut TcpStream, total: u64) -> io::Result<u64> {
    let mut block = vec![0; 8192];
    let mut left = total;
    while left > 0 {
        let count = stream.read(&mut block)? as u64;
        if count == 0 {
            break;
        }
        left = left.saturating_sub(count);
    }
    Ok(total - left)
}

//# good
pub fn sink_lines(out: &mut impl Write, names: &[String]) -> io::Result<()> {
    let longest = names.iter().map(String::len).max().unwrap_or(0);
    for name in names {
        let padding = " ".repeat(longest - name.len());
        writeln!(out, "{name}{padding}|")?;
    }
    Ok(())
}

impl<R: Read> Frames<R> {
    //# good
    pub fn next_frame(&mut self) -> io::Result<Option<Vec<u8>>> {
        let length = self.inner.read_u32::<BigEndian>()? as usize;
        match length {
            0 => Ok(None),
            length if length <= self.limit => {
                let mut frame = vec![0; length];
                self.inner.read_exact(&mut frame)?;
                Ok(Some(frame))
            }
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}

//# good
pub fn download_some(url: &str) -> anyhow::Result<Vec<u8>> {
    let mut body = Vec::new();
    let answer = ureq::get(url).call()?;
    answer.into_reader().take(MAX_FRAME as u64).read_to_end(&mut body)?;
    anyhow::ensure!(body.len() < MAX_FRAME, "too long");
    Ok(body)
}

//# good
pub fn relay(peers: Vec<TcpStream>) -> crossbeam_channel::Receiver<usize> {
    let (sender, receiver) = crossbeam_channel::bounded(peers.len().max(1));
    for mut peer in peers {
        let sender = sender.clone();
        std::thread::spawn(move || {
            let mut part = [0; 512];
            let _ = sender.send(peer.read(&mut part).unwrap_or(0));
        });
    }
    receiver
}
