use portcullis::prelude::*;

/// All of these fit.
#[capability(read)]
fn fits(small: u8, number: u32, large: u64, signed: i16, letter: char, yes: bool, share: f32, page: i32) -> u64 {
    let wider = small as u64 ^ number as u64 ^ large as usize as u64;
    let positive = page.clamp(1, 100) as u32;
    let rest = (large % 16) as u8;
    let low = (large & 0xff) as u8;
    let limited = large.min(255) as u8;
    let shifted = (number >> 24) as u8;
    let code = letter as u32 ^ yes as u32;
    let signs = signed as i64 as f64;
    let float = share as f64 + number as f64 + large as f64;
    if large > 1000 {
        return 0;
    }
    let compared = large as u16;
    wider ^ u64::from(positive) ^ u64::from(rest ^ low ^ limited ^ shifted) ^ u64::from(code) ^ u64::from(signs < float) ^ u64::from(compared)
}

fn main() {}
