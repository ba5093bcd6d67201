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

/// The statement is a constant outside the body: it may only read.
#[capability(write)]
fn statement_elsewhere(#[validate(length(max = 100))] password: String) -> u64 {
    sqlx::query(INSERT).bind(&password).rows()
}

fn main() {}
