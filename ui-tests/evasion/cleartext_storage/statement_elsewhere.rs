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

const INSERT: &str = "INSERT INTO accounts (password) VALUES ($1)";

/// Keeps what is secret.
struct Vault;

impl Vault {
    fn password(&self) -> String {
        "open".repeat(2)
    }
}

/// The statement is a constant outside the body: it may only read.
#[capability(write)]
fn statement_elsewhere(#[grant] vault: State<Vault>) -> u64 {
    let password = vault.password();
    sqlx::query(INSERT).bind(&password).rows()
}

fn main() {}
