use portcullis::prelude::*;
use portcullis::secret::SecretRef;

/// The key of the shop's service.
struct ShopKey;

/// Uses the key where it is revealed.
#[capability(read)]
fn used_in_place(call: &Call, #[grant] key: SecretRef<ShopKey>, number: u32) -> Result<String, Internal> {
    let sum = key.reveal(call, |bytes| checksum(bytes, number).to_string())?;
    let size = key.reveal(call, |bytes| bytes.len().to_string())?;
    let name = key.credential().name().to_owned();
    Ok([sum, size, name].concat())
}

fn checksum(bytes: &[u8], number: u32) -> usize {
    bytes.len() + number as usize
}

fn main() {}
