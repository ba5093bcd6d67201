use portcullis::prelude::*;

/// Reads the number at the end of an order's name.
#[capability(read)]
fn order_number(#[validate(length(max = 100))] name: String) -> Result<u32, Internal> {
    let digits = name.rsplit('-').next().unwrap_or_default();
    Ok(digits.parse::<u32>().unwrap())
}
