use portcullis::prelude::*;

/// What stands in manuals, and what is filled in later.
#[capability(read)]
fn placeholders(host: u32) -> String {
    let manual = ["AKIAIOSFODNN7EXAMPLE", "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "sk-ant-api03-...", "xoxb-your-token"];
    let key = "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----";
    let public = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----";
    let password = "hunter2";
    let url = format!("postgres://orders:{password}@db{host}.internal/orders");
    let urls = [
        "postgres://postgres:postgres@localhost:5432/test",
        "https://user:password@db.internal",
        "https://orders:correct-horse@example.com/",
        "https://orders:$DB_PASSWORD@db.internal",
        "redis://127.0.0.1:6379/0@7",
        "https://github.com/a/b?c=d:e@f",
        "see https://docs.rs/syn: it is there@last",
    ];
    format!("{manual:?} {key} {public} {url} {urls:?}")
}

fn main() {}
