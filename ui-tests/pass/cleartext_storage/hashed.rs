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

/// Hashes before it stores, and reads what is stored.
#[capability(write)]
fn hashed(#[validate(length(max = 100))] user: String, #[grant] vault: State<Vault>) -> u64 {
    let password = vault.password();
    let password = hash_password(&password);
    let stored =
        sqlx::query("INSERT INTO accounts (name, password) VALUES ($1, $2)").bind(&user).bind(password);
    let api_key = user.trim();
    let found = sqlx::query("SELECT name FROM accounts WHERE api_key = $1").bind(api_key);
    stored.rows() + found.rows()
}

fn hash_password(text: &str) -> usize {
    text.len()
}

fn main() {}
