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

/// Each way to put a text together.
#[capability(read)]
fn pieces(#[validate(length(max = 100))] name: String, #[validate(length(max = 100))] column: String) {
    sqlx::query(format!("SELECT * FROM people WHERE name = '{name}'")); //~ P207
    let sum = "DELETE FROM people WHERE name = '".to_owned() + &name + "'";
    sqlx::query(&sum); //~ P207
    let mut pushed = String::from("SELECT name FROM people ORDER BY ");
    pushed.push_str(column.trim());
    sqlx::query_as(&pushed); //~ P207
    let list = ["UPDATE people SET ", column.as_str(), " = 1"].concat();
    sqlx::query(list); //~ P207
    let replaced = "SELECT * FROM people WHERE name = '?'".replace('?', &name);
    sqlx::query(&replaced); //~ P207
    let mut builder = sqlx::QueryBuilder::new("SELECT * FROM people ORDER BY ");
    builder.push(format!("{column} DESC")); //~ P207
}

fn main() {}
