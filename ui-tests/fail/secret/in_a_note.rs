use portcullis::prelude::*;
use portcullis::secret::{Secret, SecretRef};

struct ShopKey;

/// Writes the secret into the ledger.
#[capability(read)]
fn noted(call: &Call, #[grant] key: SecretRef<ShopKey>) -> Result<u8, Internal> {
    call.note("key", key); //~ refused
    call.note("secret", Secret::env("SHOP_KEY")?); //~ refused
    Ok(1)
}

fn main() {}
