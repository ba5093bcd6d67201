use portcullis::prelude::*;

/// What fits a wide type does not fit a narrow one.
#[capability(read)]
fn narrow(count: u8, size: u16, amount: u32) -> u64 {
    let twice = count + count; //~ P212
    let area = size * size; //~ P212
    let most = u64::from(amount) * u64::from(amount) * u64::from(amount); //~ P212
    let wide = amount as u64 * u64::MAX; //~ P212
    u64::from(twice) ^ u64::from(area) ^ most ^ wide
}

fn main() {}
