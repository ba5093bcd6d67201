use std::any::Any;
use std::borrow::Borrow as Lend;
use std::io::{self, Read, Write};

use portcullis::prelude::*;
use rmcp::tool;

type Size = u16;

#[derive(Clone, Copy)]
struct Pixel {
    red: u8,
    green: u8,
    blue: u8,
}

struct Image {
    width: u32,
    pixels: Vec<Pixel>,
}

struct Counter {
    seen: u128,
}

//# bad
fn write_frame(out: &mut impl Write, payload: &[u8]) -> io::Result<()> {
    let length = payload.len() as u16;
    out.write_all(&length.to_be_bytes())?;
    out.write_all(payload)
}

//# good
fn write_frame_checked(out: &mut impl Write, payload: &[u8]) -> io::Result<()> {
    let length: u16 = payload.len().try_into().map_err(|_| io::Error::other("the frame is too long"))?;
    out.write_all(&length.to_be_bytes())?;
    out.write_all(payload)
}

//# good
fn write_long_frame(out: &mut impl Write, payload: &[u8]) -> io::Result<()> {
    let length = payload.len() as u64;
    out.write_all(&length.to_be_bytes())?;
    out.write_all(payload)
}

//# bad
fn read_chunk(source: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = [0u8; 4];
    source.read_exact(&mut head)?;
    let length = i32::from_le_bytes(head);
    let mut data = vec![0u8; (length as u32).min(4096).try_into().unwrap_or(0)];
    source.read_exact(&mut data)?;
    Ok(data)
}

//# good
fn read_block(source: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = [0u8; 2];
    source.read_exact(&mut head)?;
    let length = u16::from_le_bytes(head) as usize;
    let mut data = vec![0u8; length];
    source.read_exact(&mut data)?;
    Ok(data)
}

impl Image {
    //# bad
    /// Brightens the image.
    #[tool(description = "Brighten the image")]
    async fn brighten(&mut self, by: i32) -> usize {
        for pixel in &mut self.pixels {
            pixel.red = (pixel.red as i32 + by) as u8;
            pixel.green = pixel.green.saturating_add(1);
        }
        self.pixels.len()
    }

    //# good
    /// Brightens the image within bounds.
    #[tool(description = "Brighten the image within bounds")]
    async fn brighten_within(&mut self, by: i32) -> usize {
        for pixel in &mut self.pixels {
            pixel.red = i32::from(pixel.red).saturating_add(by).clamp(0, 255) as u8;
        }
        self.pixels.len()
    }

    //# good
    fn luma(&self) -> u64 {
        let mut sum = 0u64;
        for Pixel { red, green, blue } in &self.pixels {
            sum += *red as u64 * 3 + *green as u64 * 6 + *blue as u64;
        }
        sum + self.width as u64
    }

    //# bad
    fn row(&self, number: i64) -> Option<&Pixel> {
        let start = match number {
            n if n > 1_000_000 => return None,
            // A negative number becomes a huge one.
            n => n as usize,
        };
        self.pixels.get(start.wrapping_mul(self.width as usize))
    }
}

impl Counter {
    //# bad
    fn add(&mut self, by: u128) -> u64 {
        self.seen = self.seen.wrapping_add(by);
        let Counter { seen } = self;
        *seen as u64
    }

    //# good
    fn low_half(&self) -> u64 {
        let low = self.seen & 0xffff_ffff_ffff_ffff;
        low as u64
    }
}

//# bad
/// Gives the code of a letter.
#[capability(read)]
fn letter_code(letter: char, shift: i16) -> Result<u8, Failure> {
    let code = letter as u8;
    Ok(code.wrapping_add(shift.unsigned_abs().to_le_bytes()[0]))
}

//# good
#[capability(read)]
fn letter_number(letter: char, upper: bool) -> Result<u32, Failure> {
    let code = letter as u32;
    Ok(code + upper as u32)
}

//# bad
fn sizes(lines: &[String]) -> Vec<Size> {
    lines
        .iter()
        .filter_map(|line| line.split('x').next())
        .filter_map(|text| text.parse::<u64>().ok())
        .map(|n| n as Size)
        .collect()
}

//# good
fn describe(value: &u32, key: &String) -> String {
    let any = value as &dyn Any;
    let text = <String as Lend<str>>::borrow(key);
    let known = any.downcast_ref::<u32>().copied();
    let note = "cast it as u8 or as i32";
    format!("{text}: {known:?} ({note})")
}

//# good
fn constants(scale: f64) -> (u8, usize, f64) {
    const LIMIT: i32 = 200;
    let small = LIMIT as u8;
    let places = 12 as usize;
    (small, places, scale * 1_000_i32 as f64)
}

//# bad
fn percent(part: u64, whole: u64) -> i8 {
    let whole = whole.max(1);
    let hundred = part.saturating_mul(100) / whole;
    i8::max(0, hundred as i8)
}

//# bad
fn level(reading: &str) -> u8 {
    let value: f32 = match reading.split_once('=') {
        Some((_, number)) => number.parse().unwrap_or(0.0),
        None => 0.0,
    };
    let scaled = value * 2.55;
    scaled.abs() as u8
}

//# good
fn level_in_range(reading: u64) -> Option<u8> {
    if reading > u8::MAX as u64 {
        return None;
    }
    Some(reading as u8)
}
