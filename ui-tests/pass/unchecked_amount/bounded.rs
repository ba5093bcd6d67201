use portcullis::prelude::*;

const MOST: u64 = 1_000_000;

/// Cannot overflow.
#[capability(read)]
fn bounded(
    quantity: u32,
    price: u32,
    #[validate(range(max = 1000))] seats: u64,
    cents: u64,
    share: u8,
    balance: u64,
    withdrawn: u64,
) -> Result<u64, Internal> {
    let wide = u64::from(quantity) * u64::from(price);
    let casted = quantity as u64 + price as u64;
    let ranged = seats * 100 + 5;
    let limited = cents.min(MOST) * 119 / 100;
    let percent = u16::from(share) * 100;
    let checked = cents.checked_add(1).unwrap_or(0);
    let saturated = cents.saturating_mul(3);
    let page = quantity % 100 + 1;
    let rest = if balance >= withdrawn { balance - withdrawn } else { 0 };
    if withdrawn > balance {
        return Ok(0);
    }
    let again = balance - withdrawn;
    if cents > MOST {
        return Ok(0);
    }
    let sum = cents + 1;
    Ok(wide ^ casted ^ ranged ^ limited ^ u64::from(percent) ^ checked ^ saturated ^ u64::from(page) ^ rest ^ again ^ sum)
}

fn main() {}
