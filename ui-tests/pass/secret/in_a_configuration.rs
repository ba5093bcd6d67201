use portcullis::secret::{Credential, JsonField, Secret, SecretError, SecretFile, SecretSource};

/// Can be printed: its secrets are not.
#[derive(Debug)]
struct Settings {
    region: String,
    key: Secret,
    token: Credential,
}

/// A source of the user's own.
struct Vault;

impl SecretSource for Vault {
    fn fetch(&self) -> Result<Secret, SecretError> {
        Secret::from_fill(16, |buffer| {
            buffer.fill(b'x');
            Ok(16)
        })
    }

    fn describe(&self) -> String {
        "vault".into()
    }
}

fn settings() -> Result<Settings, SecretError> {
    let token = Credential::rotating("token", JsonField::new(Vault, "/token"))?;
    token.on_rotate(|rotated| assert!(rotated.version > 1));
    Ok(Settings { region: "eu".into(), key: SecretFile::new("/run/key").json("/key").fetch()?, token })
}

fn main() {
    if let Ok(settings) = settings() {
        let _ = format!("{settings:?}");
        let _ = settings.key.reveal(|bytes| bytes.len());
    }
}
