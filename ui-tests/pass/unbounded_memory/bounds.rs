use portcullis::prelude::*;

const MOST: usize = 1000;

/// Each way of setting a bound.
#[capability(read)]
fn bounds(
    count: usize,
    #[validate(range(max = 500))] ranged: usize,
    small: u16,
    #[validate(length(max = 100))] text: String,
) -> Result<u64, Internal> {
    let one: Vec<u8> = Vec::with_capacity(count.min(MOST));
    let two = vec![0_u8; ranged];
    let three = "-".repeat(usize::from(small));
    let four = " ".repeat(count % 80);
    let five: Vec<u8> = Vec::with_capacity(text.len());
    let six = " ".repeat(count.clamp(1, 80));
    if count > MOST {
        return Ok(0);
    }
    let seven = vec![0_u8; count];
    let eight = "=".repeat((small as usize) * 2);
    Ok((one.len() + two.len() + three.len() + four.len() + five.len() + six.len() + seven.len() + eight.len()) as u64)
}

fn main() {}
