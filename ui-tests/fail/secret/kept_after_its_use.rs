use portcullis::prelude::*;
use portcullis::secret::{Credential, Secret, SecretRef};

struct ShopKey;

fn lent(call: &Call, secret: &Secret, credential: &Credential, key: &SecretRef<ShopKey>) -> usize {
    let of_secret: &[u8] = secret.reveal(|bytes| bytes); //~ refused
    let of_credential: &[u8] = credential.reveal(|bytes| bytes); //~ refused
    let of_key: &[u8] = key.reveal(call, |bytes| bytes).unwrap_or_default(); //~ refused
    of_secret.len() + of_credential.len() + of_key.len()
}

fn main() {}
