use portcullis::prelude::*;
use portcullis::secret::{Credential, Secret, SecretRef};

struct ShopKey;

/// Would use it with no record of that.
#[capability(read)]
fn owned(#[grant] key: Secret) -> usize { //~ refused
    key.size()
}

/// The same.
#[capability(read)]
fn credential(#[grant] key: Credential) -> u64 { //~ refused
    key.version()
}

/// The record needs the call.
#[capability(read)]
fn without_call(#[grant] key: SecretRef<ShopKey>) -> Result<usize, Internal> {
    Ok(key.reveal(<[u8]>::len)?) //~ refused
}

fn main() {}
