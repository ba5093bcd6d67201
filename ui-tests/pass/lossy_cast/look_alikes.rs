use portcullis::prelude::*;
use std::any::Any;

#[repr(u8)]
#[derive(Clone, Copy)]
enum Level {
    Low = 1,
    High = 200,
}

const LIMIT: i32 = 200;

/// No numbers of the caller's.
#[capability(read)]
fn look_alikes(number: u32, yes: bool) -> u64 {
    let level = if yes { Level::Low } else { Level::High };
    let small = LIMIT as u8;
    let known = (&number as &dyn Any).is::<u32>();
    let places = 12 as usize;
    u64::from(level as u8) ^ u64::from(small) ^ u64::from(known) ^ places as u64
}

fn main() {}
