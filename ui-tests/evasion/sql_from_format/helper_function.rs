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

fn by_name(name: &str) {
    sqlx::query(format!("SELECT * FROM people WHERE name = '{name}'"));
}

/// The text is put together outside the body.
#[capability(read)]
fn people(#[validate(length(max = 100))] name: String) {
    by_name(&name);
}

fn main() {}
