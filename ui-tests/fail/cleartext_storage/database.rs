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

/// Registers somebody.
#[capability(write)]
fn register(#[validate(length(max = 100))] user: String, #[grant] vault: State<Vault>) -> u64 {
    let password = vault.password();
    let stored = sqlx::query("INSERT INTO accounts (name, password) VALUES ($1, $2)")
        .bind(&user)
        .bind(&password) //~ P607
        .rows();
    let text = "UPDATE accounts SET card = $1";
    let credit_card = user.trim();
    stored + sqlx::query(text).bind(credit_card).rows() //~ P607
}

fn main() {}
