use anyhow::Result;

pub fn number(text: &str) -> Result<u32> {
    // The last part is the number.
    let digits = text.rsplit('-').next().unwrap_or_default();
    Ok(digits.parse::<u32>().unwrap() + 1)
}
