use portcullis::prelude::*;
use portcullis::secret::{Secret, SecretFile, SecretRef};

/// The key of the shop's service.
struct ShopKey;

/// The password of the database.
struct Password;

#[failure]
enum SignFailure {
    #[public("it cannot be signed")]
    Secret(#[from] portcullis::secret::SecretError),
}

/// Signs a text, as far as a test needs it.
#[capability(read)]
async fn sign(
    call: &Call,
    #[grant] key: SecretRef<ShopKey>,
    #[grant] password: SecretRef<Password>,
    #[validate(length(max = 100))] text: String,
) -> Result<u64, SignFailure> {
    let sum = |bytes: &[u8]| bytes.iter().map(|byte| u64::from(*byte)).sum::<u64>();
    let signed = key.reveal(call, sum)? + password.reveal(call, sum)?;
    Ok(signed + sum(text.as_bytes()))
}

/// Whether a word is the password: nothing is revealed by that.
#[capability(read)]
fn is_password(#[grant] password: SecretRef<Password>, #[validate(length(max = 100))] word: String) -> bool {
    password.matches(word.as_bytes())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let key = SecretRef::<ShopKey>::rotating(SecretFile::new("/run/secrets/shop").readable_by_group())?;
    let _watch = key.credential().watch(std::time::Duration::from_secs(10))?;
    let _gate = Gate::builder()
        .capability(sign)
        .capability(is_password)
        .grant(key)
        .grant(SecretRef::<Password>::fixed(Secret::credential("password")?)?)
        .authorizer(Permits::none().permit(Caller::local(), sign))
        .ledger(Memory::new())
        .build()?;
    Ok(())
}
