use std::io::{self, Read};
use std::net::TcpStream;

use bytes::Bytes;
use portcullis::prelude::*;
use rmcp::tool;

struct Frame {
    kind: u8,
    payload: Vec<u8>,
}

struct Board {
    fields: Vec<char>,
    width: usize,
}

struct Grid<const W: usize, const H: usize> {
    cells: [[u8; W]; H],
}

//# bad
fn parse_frame(bytes: &[u8]) -> Frame {
    let kind = bytes[0];
    let length = usize::from(bytes[1]);
    Frame { kind, payload: bytes[2..2 + length].to_vec() }
}

//# good
fn parse_frame_checked(bytes: &[u8]) -> Option<Frame> {
    let (&[kind, length], rest) = bytes.split_first_chunk::<2>()?;
    let payload = rest.get(..usize::from(length))?;
    Some(Frame { kind, payload: payload.to_vec() })
}

//# good
fn parse_header(bytes: &[u8; 8]) -> (u16, u16, u32) {
    let kind = u16::from_be_bytes([bytes[0], bytes[1]]);
    let flags = u16::from_be_bytes([bytes[2], bytes[3]]);
    let length = u32::from_be_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]);
    (kind, flags, length)
}

//# bad
fn read_message(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut head = [0u8; 2];
    stream.read_exact(&mut head)?;
    let length = usize::from(u16::from_be_bytes(head));
    let mut buffer = [0u8; 1024];
    stream.read_exact(&mut buffer[..length])?;
    Ok(buffer.to_vec())
}

//# good
fn read_some(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut buffer = [0u8; 1024];
    let n = stream.read(&mut buffer)?;
    Ok(buffer[..n].to_vec())
}

impl Board {
    //# bad
    /// Says what stands on a field.
    #[tool(description = "Say what stands on a field")]
    async fn field(&self, x: usize, y: usize) -> String {
        let place = y * self.width + x;
        let piece = self.fields[place];
        piece.to_string()
    }

    //# good
    /// Says what stands on a field, if it is on the board.
    #[tool(description = "Say what stands on a field, if it is on the board")]
    async fn field_if_any(&self, x: usize, y: usize) -> Result<String, String> {
        let place = y.checked_mul(self.width).and_then(|p| p.checked_add(x));
        let piece = place.and_then(|p| self.fields.get(p)).ok_or("not on the board")?;
        Ok(piece.to_string())
    }

    //# bad
    fn put(&mut self, moves: &[(usize, char)]) -> usize {
        let mut placed = 0;
        for (place, piece) in moves {
            let place = *place;
            self.fields[place] = *piece;
            placed += 1;
        }
        placed
    }

    //# good
    fn put_known(&mut self, moves: &[(usize, char)]) -> usize {
        let mut placed = 0;
        for (place, piece) in moves {
            if let Some(field) = self.fields.get_mut(*place) {
                *field = *piece;
                placed += 1;
            }
        }
        placed
    }

    //# good
    fn count(&self, piece: char) -> usize {
        #[allow(clippy::needless_range_loop)]
        let mut count = 0;
        for i in 0..self.fields.len() {
            if self.fields[i] == piece {
                count += 1;
            }
        }
        count
    }
}

impl<const W: usize, const H: usize> Grid<W, H> {
    //# good
    fn fill(&mut self, value: u8) -> &[[u8; W]] {
        self.cells = [[value; W]; H];
        &self.cells[..]
    }
}

//# bad
/// Finds the element of a rank.
#[capability(read)]
fn of_rank(mut numbers: Vec<i64>, rank: usize) -> Result<i64, Failure> {
    numbers.sort_unstable();
    numbers.dedup();
    let last = numbers.len().saturating_sub(1);
    let from_top = last.saturating_sub(rank.min(last));
    Ok(numbers[from_top])
}

//# good
#[capability(read)]
fn median(mut numbers: Vec<i64>) -> Result<i64, Failure> {
    numbers.sort_unstable();
    let middle = numbers.len() / 2;
    Ok(numbers.get(middle).copied().unwrap_or(0))
}

//# bad
fn checksum(data: Bytes, offset: u32) -> u32 {
    let tail = data.slice(0..data.len().min(64));
    let start = offset as usize;
    tail[start..].iter().map(|b| u32::from(*b)).sum()
}

//# good
fn checksum_of_tail(data: &[u8], offset: u32) -> u32 {
    let start = usize::try_from(offset).unwrap_or(usize::MAX).min(data.len());
    data[start..].iter().map(|b| u32::from(*b)).sum()
}

//# bad
fn third_argument() -> String {
    let args: Vec<String> = std::env::args().collect();
    let name = &args[3];
    name.to_lowercase()
}

//# bad
fn reorder(words: &[String], order: &str) -> String {
    order
        .split(',')
        .filter_map(|n| n.trim().parse::<usize>().ok())
        .map(|n| words[n].as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

//# good
fn reorder_known(words: &[String], order: &str) -> String {
    order
        .split(',')
        .filter_map(|n| n.trim().parse::<usize>().ok())
        .filter_map(|n| words.get(n))
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" ")
}
