use portcullis::prelude::*;
use portcullis::secret::SecretRef;

/// The key of the shop's service.
struct ShopKey;

/// Takes a part of the key out, where it is easily overlooked.
#[capability(read)]
fn nested(call: &Call, #[grant] key: SecretRef<ShopKey>) -> Result<usize, Internal> {
    let parts = key.reveal(call, |bytes| {
        let Ok(text) = std::str::from_utf8(bytes) else { return vec![] };
        match text.split_once(':') {
            Some((user, word)) => vec![String::from(user), word.trim().to_string()], //~ P605 P605
            None => vec![Clone::clone(&text).to_owned()], //~ P605 P605
        }
    })?;
    let text = key.reveal(call, |bytes| std::str::from_utf8(bytes).ok().map(str::to_owned))?; //~ P605
    Ok(parts.len() + text.map_or(0, |text| text.len()))
}

fn main() {}
