use portcullis::prelude::*;
use portcullis::secret::SecretRef;

/// The key of the shop's service.
struct ShopKey;

/// A text that is put together is a copy as well.
#[capability(read)]
fn formatted(call: &Call, #[grant] key: SecretRef<ShopKey>) -> Result<usize, Internal> {
    let header = key.reveal(call, |bytes| format!("{bytes:?}"))?;
    Ok(header.len())
}

fn main() {}
