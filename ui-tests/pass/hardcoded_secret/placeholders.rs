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
        "https://orders:hunter2@",
        "https://orders:hunter2@host/",
        "https://orders:hunter2@127.0.0.1/",
        "https://orders:hunter2@[::1]:8080/",
        "https://orders:hunter2@{host}/",
        "https://orders:short@db.internal",
        "https://orders:xyxyxyxyxyxy@db.internal",
        "https://orders:{secret}@db.internal",
        "https://orders@db.internal/hunter2:hunter2",
        "://orders:hunter2@db.internal",
        "https://orders:correct-horse@example.com/",
        "https://orders:$DB_PASSWORD@db.internal",
        "redis://127.0.0.1:6379/0@7",
        "https://github.com/a/b?c=d:e@f",
        "see https://docs.rs/syn: it is there@last",
    ];
    format!("{manual:?} {key} {public} {url} {urls:?}")
}

fn main() {}
