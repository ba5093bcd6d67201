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

struct Connection;

impl Connection {
    fn execute(&self, _: &str) -> usize {
        0
    }

    fn query_row(&self, _: &str) -> usize {
        0
    }

    fn lookup(&self, _: &str) -> usize {
        0
    }
}

/// The whole text is the input, or what came over the network.
#[capability(read, allow(generated_code_run, reason = "the case is about the text"))]
async fn whole(#[validate(length(max = 100))] statement: String) -> Result<u64, Internal> {
    sqlx::query(statement.trim()); //~ P207
    let connection = Connection;
    Ok(connection.execute(&statement) as u64) //~ P207
}

fn main() {}
