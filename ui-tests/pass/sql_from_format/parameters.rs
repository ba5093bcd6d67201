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

const TABLE: &str = "people";

/// Parameters, constants, numbers, and one of a list.
#[capability(read)]
fn fixed(#[validate(length(max = 100))] name: String, #[validate(length(max = 100))] column: String, limit: u32) -> Result<u64, Internal> {
    sqlx::query("SELECT * FROM people WHERE name = $1");
    sqlx::query(format!("SELECT * FROM {TABLE} LIMIT {limit}"));
    let column = match column.as_str() {
        "name" => "name",
        _ => "city",
    };
    sqlx::query(format!("SELECT * FROM people ORDER BY {column}"));
    let holes = name.split(',').map(|_| "?").collect::<Vec<_>>().join(",");
    sqlx::query_as(format!("SELECT * FROM people WHERE name IN ({holes})"));
    let mut builder = sqlx::QueryBuilder::new("SELECT * FROM people WHERE name = ");
    builder.push_bind(&name).push(" LIMIT 1");
    let id: u64 = name.parse()?;
    sqlx::query(format!("DELETE FROM people WHERE id = {id}"));
    Ok(id)
}

fn main() {}
