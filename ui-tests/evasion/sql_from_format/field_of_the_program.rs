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

struct Tenant {
    schema: String,
}

fn tenant() -> Tenant {
    Tenant { schema: std::env::args().next().unwrap_or_default() }
}

/// The schema came in long before.
#[capability(read)]
fn people() {
    let tenant = tenant();
    sqlx::query(format!("SELECT * FROM {}.people", tenant.schema));
}

fn main() {}
