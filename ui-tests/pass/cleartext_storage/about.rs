use std::io::Write;

use portcullis::State;
use portcullis::prelude::*;

mod sqlx {
    pub struct Query;

    pub fn query(_: &str) -> Query {
        Query
    }

    impl Query {
        pub fn bind<T>(self, _: T) -> Self {
            self
        }

        pub fn rows(self) -> u64 {
            0
        }
    }
}

/// Keeps what is secret.
struct Vault;

impl Vault {
    fn password(&self) -> String {
        "open".repeat(2)
    }
}

/// Stores what is about a credential.
#[capability(write)]
fn about(
    #[validate(length(max = 100))] email: String,
    #[grant] vault: State<Vault>,
) -> Result<u64, Internal> {
    let password = vault.password();
    let mut file = Vec::new();
    writeln!(file, "{} bytes, {}", password.len(), password.is_empty())?;
    let credit_card = email.trim();
    let ending: String = credit_card.chars().rev().take(4).collect();
    let stored = sqlx::query("INSERT INTO people (mail, ending) VALUES ($1, $2)").bind(&email).bind(ending);
    Ok(stored.rows())
}

fn main() {}
