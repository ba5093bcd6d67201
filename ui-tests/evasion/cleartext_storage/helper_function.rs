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

fn store(text: &str) -> u64 {
    sqlx::query("INSERT INTO accounts (password) VALUES ($1)").bind(text).rows()
}

/// Keeps what is secret.
struct Vault;

impl Vault {
    fn password(&self) -> String {
        "open".repeat(2)
    }
}

/// It is stored in a function outside.
#[capability(write)]
fn helper_function(#[grant] vault: State<Vault>) -> u64 {
    let password = vault.password();
    store(&password)
}

fn main() {}
