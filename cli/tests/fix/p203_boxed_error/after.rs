use std::error::Error;
use std::time::{SystemTime, UNIX_EPOCH};

pub fn stamp(bytes: &[u8]) -> Result<(u64, String), Box<dyn Error + Send + Sync>> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let text = std::str::from_utf8(bytes)?.to_owned();
    Ok((seconds, text))
}
