//! Sizes and counts: readers of binary formats, quotas, a picture tool, a seat booking.

use std::collections::HashMap;
use std::env;
use std::io::{self, Read};

use anyhow::{Context, Result, ensure};
use bytes::{Buf, Bytes};
use clap::Parser;
use num_bigint::BigUint;
use serde::Deserialize;

#[derive(Parser)]
pub struct Args {
    #[arg(long)]
    width: u32,
    #[arg(long)]
    height: u32,
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=8))]
    channels: u32,
}

pub struct Header {
    count: u32,
    item_size: u32,
    length: u64,
}

#[derive(Deserialize)]
pub struct Booking {
    event: String,
    seats: u32,
    guests: u32,
}

pub struct Quota {
    used: HashMap<String, u64>,
    limit: u64,
}

//# bad
pub fn picture(args: &Args) -> Vec<u8> {
    let size = args.width * args.height * 4;
    let mut pixels = Vec::new();
    pixels.resize(size as usize, 0);
    pixels
}

//# bad
pub fn items(mut body: Bytes) -> Result<Vec<Bytes>> {
    let count = body.get_u32() as usize;
    let size = body.get_u32() as usize;
    let wanted = count * size;
    ensure!(body.remaining() >= wanted, "the body is too short");
    Ok((0..count).map(|_| body.split_to(size)).collect())
}

impl Quota {
    //# bad
    pub fn charge(&mut self, user: &str, bytes: u64) -> bool {
        let used = self.used.entry(user.to_owned()).or_default();
        if *used + bytes > self.limit {
            return false;
        }
        *used += bytes;
        true
    }

    //# good
    pub fn left(&self, user: &str) -> u64 {
        let used = self.used.get(user).copied().unwrap_or_default();
        self.limit.saturating_sub(used)
    }

    //# good
    pub fn charge_within(&mut self, user: &str, bytes: u64) -> bool {
        let used = self.used.entry(user.to_owned()).or_default();
        match used.checked_add(bytes) {
            Some(sum) if sum <= self.limit => {
                *used = sum;
                true
            }
            _ => false,
        }
    }
}

//# bad
pub fn book(bookings: Vec<Booking>, free: u32) -> HashMap<String, u32> {
    let mut left = HashMap::new();
    for Booking { event, seats, guests } in bookings {
        let entry = left.entry(event).or_insert(free);
        let needed = seats + guests;
        if *entry > needed {
            *entry -= needed;
        }
    }
    left
}

//# bad
pub fn read_frame(stream: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut prefix = [0_u8; 2];
    stream.read_exact(&mut prefix)?;
    let length = u16::from_be_bytes(prefix);
    let payload = length - 4;
    let mut frame = vec![0; usize::from(payload)];
    stream.read_exact(&mut frame)?;
    Ok(frame)
}

//# bad
pub fn pool_size() -> Result<usize> {
    let workers = env::var("WORKERS").ok().and_then(|w| w.parse::<usize>().ok()).unwrap_or(4);
    let per_worker: usize = env::var("CONNECTIONS").context("CONNECTIONS is not set")?.parse()?;
    let spare = 2;
    Ok(per_worker * workers + spare)
}

//# good
pub fn body_size(header: &Header) -> Result<u64> {
    let items = u64::from(header.count).checked_mul(u64::from(header.item_size)).context("too many items")?;
    ensure!(items <= header.length, "the items do not fit");
    Ok(items)
}

//# good
pub fn row_bytes(args: &Args) -> Option<u32> {
    args.width.checked_mul(args.channels.clamp(1, 8))?.checked_next_multiple_of(4)
}

//# good
pub fn square(args: &Args) -> Result<u64> {
    ensure!((1..=20_000).contains(&args.width), "the width is out of range");
    ensure!((1..=20_000).contains(&args.height), "the height is out of range");
    let pixels = u64::from(args.width) * u64::from(args.height);
    Ok(pixels)
}

//# good
pub fn summary(bookings: &[Booking]) -> String {
    let mut count = 0_usize;
    for booking in bookings {
        if booking.guests > booking.seats {
            count += 1;
        }
    }
    "bookings with too many guests: ".to_owned() + &count.to_string()
}

//# good
pub fn permutations(count: u64) -> BigUint {
    let seats = BigUint::from(count);
    &seats * (&seats + BigUint::from(1_u8))
}

//# good
/// Wraps on purpose: a checksum and no amount.
pub fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(17, |sum: u32, byte| sum.wrapping_mul(31).wrapping_add(u32::from(*byte)))
}

//# good
pub fn percent(text: &str) -> Result<u16> {
    let share: u8 = text.trim_end_matches('%').parse()?;
    Ok(u16::from(share) * 100)
}
