use portcullis::prelude::*;
use portcullis::secret::SecretRef;

/// The key of the shop's service.
struct ShopKey;

/// Takes the key out.
#[capability(read)]
fn returned(call: &Call, #[grant] key: SecretRef<ShopKey>) -> Result<usize, Internal> {
    let copy = key.reveal(call, |bytes| bytes.to_vec())?; //~ P605
    let boxed: Box<[u8]> = key.reveal(call, |bytes| bytes.into())?; //~ P605
    let text = key.reveal(call, |bytes| String::from_utf8_lossy(bytes).into_owned())?; //~ P605
    Ok(copy.len() + boxed.len() + text.len())
}

fn main() {}
