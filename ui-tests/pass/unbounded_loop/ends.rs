use portcullis::prelude::*;

/// Everything here ends, or is left.
#[capability(read)]
fn ends(number: u32) -> Result<u32, Internal> {
    let mut sum = number;
    loop {
        sum += 1;
        if sum > 9 {
            break;
        }
    }
    let twice = loop {
        sum += 1;
        if sum > 20 {
            break sum * 2;
        }
    };
    'outer: loop {
        loop {
            sum += 1;
            if sum > 30 {
                break 'outer;
            }
        }
    }
    loop {
        sum = sum.checked_add(1).ok_or("too much")?;
        if sum > 40 {
            return Ok(sum + twice);
        }
    }
}

/// So do these.
#[capability(read)]
fn conditions(number: u32) -> u32 {
    let mut sum = number;
    while sum > 3 {
        sum -= 1;
    }
    for next in 0..sum {
        sum += next;
    }
    sum
}

macro_rules! stop_at {
    ($sum:expr, $end:expr) => {
        if $sum > $end {
            return $sum;
        }
    };
}

/// A macro may hold a `return`.
#[capability(read)]
fn by_macro(number: u32) -> u32 {
    let mut sum = number;
    loop {
        sum += 1;
        stop_at!(sum, 50);
    }
}

fn main() {}
