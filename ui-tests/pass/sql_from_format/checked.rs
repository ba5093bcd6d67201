use portcullis::prelude::*;

mod sqlx {
    pub fn query(_: impl AsRef<str>) {}
    pub fn query_as(_: impl AsRef<str>) {}

    pub struct QueryBuilder;

    impl QueryBuilder {
        pub fn new(_: &str) -> Self {
            Self
        }

        pub fn push(&mut self, _: impl AsRef<str>) -> &mut Self {
            self
        }

        pub fn push_bind(&mut self, _: impl AsRef<str>) -> &mut Self {
            self
        }
    }
}

const TABLES: [&str; 2] = ["people", "orders"];

/// Compared with a list, or made of letters alone.
#[capability(read)]
fn checked(#[validate(length(max = 100))] table: String, #[validate(length(max = 100))] column: String) {
    if TABLES.contains(&table.as_str()) {
        sqlx::query(format!("SELECT * FROM {table}"));
    }
    if column.chars().all(|c| c.is_ascii_alphabetic()) {
        sqlx::query(format!("SELECT {column} FROM people"));
    }
}

fn main() {}
