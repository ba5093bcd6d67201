use portcullis::prelude::*;
use portcullis::secret::{Secret, SecretError, SecretRef};

struct ShopKey;

/// Hands the secret out.
#[capability(read)]
fn whole() -> Result<Secret, Internal> { //~ refused
    Ok(Secret::env("SHOP_KEY")?)
}

/// Hands the handle out.
#[capability(read)]
fn handle(#[grant] key: SecretRef<ShopKey>) -> SecretRef<ShopKey> { //~ refused
    key
}

/// Hands the error out.
#[capability(read)]
fn error() -> Result<u8, SecretError> { //~ refused
    Secret::env("SHOP_KEY").map(|_| 1)
}

#[data(output)]
struct Settings {
    region: String,
    key: Secret, //~ refused
}

fn main() {}
