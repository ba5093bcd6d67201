use portcullis::State;
use portcullis::prelude::*;
use portcullis::secret::SecretRef;

mod tracing {
    macro_rules! info {
        ($($tokens:tt)*) => {
            ()
        };
    }
    pub(crate) use info;
}

/// The key of the shop's service.
struct ShopKey;

/// Keeps what is secret.
struct Vault;

impl Vault {
    fn password(&self) -> String {
        "open".repeat(2)
    }
}

/// Says how long a password is, and not what.
#[capability(read)]
fn look_alikes(
    call: &Call,
    #[grant] key: SecretRef<ShopKey>,
    #[grant] vault: State<Vault>,
    #[validate(length(max = 100))] password_policy: String,
    max_tokens: u32,
) -> Result<usize, Internal> {
    let password = vault.password();
    tracing::info!(password_policy, "the password is {} bytes long", password.len());
    tracing::info!(max_tokens, has_password = !password.is_empty(), secret = "[redacted]", "signs in");
    let password = hash_password(&password);
    tracing::info!("{password}");
    tracing::info!(?key, "is used");
    let signed = key.reveal(call, |bytes| checksum(bytes))?;
    tracing::info!("{signed}");
    Ok(signed)
}

fn hash_password(text: &str) -> usize {
    text.len()
}

fn checksum(bytes: &[u8]) -> usize {
    bytes.len()
}

fn main() {}
