use portcullis::prelude::*;
use tokio::sync::mpsc;

struct Song(Vec<String>);

impl Song {
    fn chorus(&self, times: usize) -> usize {
        self.0.len() + times
    }

    fn limited(&self) -> std::io::Take<std::io::Empty> {
        std::io::Read::take(std::io::empty(), 100)
    }
}

/// Only the names grow.
#[capability(read)]
fn look_alikes(times: usize) -> Result<u64, Internal> {
    use std::io::Read;
    let (sender, _receiver) = mpsc::channel::<u32>(64);
    let chorus = Song(Vec::new()).chorus(times);
    let list: Vec<u8> = Vec::with_capacity(64);
    let stream = std::io::empty();
    let mut bytes = Vec::new();
    stream.take(1 << 20).read_to_end(&mut bytes)?;
    let mut limited = Song(Vec::new()).limited();
    limited.read_to_end(&mut bytes)?;
    let mut cursor = std::io::Cursor::new(vec![0_u8; 16]);
    cursor.read_to_end(&mut bytes)?;
    let unbounded = list.len();
    Ok((chorus + unbounded + bytes.len()) as u64 + sender.max_capacity() as u64)
}

fn main() {}
