use portcullis::State;
use portcullis::prelude::*;

mod tracing {
    #[allow(unused_macros)]
    macro_rules! info {
        ($($tokens:tt)*) => {
            ()
        };
    }
    #[allow(unused_imports)]
    pub(crate) use info;
}

/// Keeps what is secret.
struct Vault;

impl Vault {
    fn password(&self) -> String {
        "open".repeat(2)
    }
}

/// Says who signs in, and with what.
#[capability(read)]
fn sign_in(#[validate(length(max = 100))] user: String, #[grant] vault: State<Vault>) -> usize {
    let password = vault.password();
    tracing::info!("{user} signs in with {password}"); //~ P402
    tracing::info!(secret = %password, "signs in"); //~ P402
    let line = format!("{user}:{}", password.trim());
    tracing::info!("{}", line); //~ P402
    eprintln!("{}", password); //~ P401 P402
    user.len()
}

fn main() {}
