use portcullis::prelude::*;
use portcullis::secret::SecretRef;

/// The key of the shop's service.
struct ShopKey;

/// What has a type of its own, and what is about a credential.
#[capability(read)]
fn look_alikes(#[grant] secret: SecretRef<ShopKey>, #[validate(length(max = 100))] text: String) -> usize {
    struct Settings {
        password_file: String,
        token_lifetime: u64,
        has_password: bool,
        secret_number: [u8; 4],
    }
    let password_hash: String = text.to_lowercase();
    let public_key: Vec<u8> = text.into_bytes();
    let settings = Settings {
        password_file: secret.credential().name().to_owned(),
        token_lifetime: 1,
        has_password: true,
        secret_number: [0; 4],
    };
    let count = usize::from(settings.has_password) + settings.token_lifetime as usize;
    count + settings.password_file.len() + settings.secret_number.len() + password_hash.len() + public_key.len()
}

fn main() {}
