use portcullis::prelude::*;
use portcullis::secret::SecretRef;

/// The key of the shop's service.
struct ShopKey;

fn copy(bytes: &[u8]) -> Vec<u8> {
    bytes.to_vec()
}

/// The copy is made in a function outside.
#[capability(read)]
fn helper_function(call: &Call, #[grant] key: SecretRef<ShopKey>) -> Result<usize, Internal> {
    Ok(key.reveal(call, copy)?.len())
}

fn main() {}
