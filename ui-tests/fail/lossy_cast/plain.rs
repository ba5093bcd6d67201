use portcullis::prelude::*;

/// Cuts off what does not fit.
#[capability(read)]
fn plain(cents: i64, count: u64, share: f64, letter: char, #[validate(length(max = 20))] text: String) -> Result<u64, Internal> {
    let unsigned = cents as u64; //~ P205
    let narrow = count as u32; //~ P205
    let signed = count as i64; //~ P205
    let whole = share as u64; //~ P205
    let byte = letter as u8; //~ P205
    let parsed = text.trim().parse::<i32>()?;
    let size = parsed as usize; //~ P205
    Ok(unsigned ^ u64::from(narrow) ^ signed.unsigned_abs() ^ whole ^ u64::from(byte) ^ size as u64)
}

fn main() {}
