use portcullis::State;
use portcullis::prelude::*;

mod tracing {
    macro_rules! info {
        ($($tokens:tt)*) => {
            ()
        };
    }
    pub(crate) use info;
}

fn show(text: &str) {
    tracing::info!("{text}");
}

/// Keeps what is secret.
struct Vault;

impl Vault {
    fn password(&self) -> String {
        "open".repeat(2)
    }
}

/// The log is in a function outside.
#[capability(read)]
fn helper_function(#[grant] vault: State<Vault>) -> usize {
    let password = vault.password();
    show(&password);
    password.len()
}

fn main() {}
