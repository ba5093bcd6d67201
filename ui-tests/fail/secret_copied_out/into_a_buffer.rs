use portcullis::prelude::*;
use portcullis::secret::SecretRef;

/// The key of the shop's service.
struct ShopKey;

/// Fills a buffer with the key.
#[capability(read)]
fn into_a_buffer(call: &Call, #[grant] key: SecretRef<ShopKey>) -> Result<usize, Internal> {
    let mut held = Vec::new();
    key.reveal(call, |bytes| held.extend_from_slice(bytes))?; //~ P605
    let mut line = String::new();
    key.reveal(call, |bytes| line.push_str(std::str::from_utf8(bytes).unwrap_or_default()))?; //~ P605
    Ok(held.len() + line.len())
}

fn main() {}
