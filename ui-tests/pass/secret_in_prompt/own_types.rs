use portcullis::prelude::*;
use portcullis::prompt;

#[data]
enum Secret {
    Open,
    Kept,
}

struct SecretRef(String);

impl std::fmt::Display for SecretRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

fn main() {
    let secret = Secret::Open;
    let reference = SecretRef("the book".to_owned());
    let _ = prompt!("Speak of it as {secret}.", secret = secret; data place = &reference, data again = reference);
    let _ = Secret::Kept;
}
