use portcullis::prelude::*;
use portcullis::prompt;
use portcullis::secret::{Secret, SecretRef};

/// The key of the shop.
struct ShopKey;

/// Says which key is used, and never the key.
#[capability(read)]
fn which(call: &Call, #[grant] key: SecretRef<ShopKey>) -> Result<String, Internal> {
    let length = key.reveal(call, |bytes| bytes.len())?;
    let secret = "shop-key";
    let prompt = prompt!("The key has {length} characters.", length = length; data secret = secret);
    Ok(format!("{prompt:?}"))
}

fn length(key: &Secret) -> portcullis::prompt::Prompt {
    let _ = key;
    prompt!("Name the secret of the garden."; data password = "the one in the book")
}

fn main() {
    let _ = length;
}
