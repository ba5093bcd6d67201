use portcullis::prelude::*;

mod reqwest {
    pub async fn get(_: impl AsRef<str>) {}

    pub struct Client;

    impl Client {
        pub fn new() -> Self {
            Self
        }

        pub fn get(&self, _: impl AsRef<str>) {}

        pub fn post(&self, _: impl AsRef<str>) {}
    }
}

/// What stands behind the host leads nowhere else.
#[capability(read, allow(ambient_network, reason = "the case is about the host"))]
async fn paths(#[validate(length(max = 100))] page: String, number: u64, other: bool) {
    reqwest::get(format!("https://example.org/pages/{page}")).await;
    reqwest::get(format!("https://node-{number}.example.org/")).await;
    let base = if other { "https://a.example.org" } else { "https://b.example.org" };
    reqwest::get(base.to_owned() + "/status?page=" + &page).await;
    let client = reqwest::Client::new();
    client.post("https://example.org/pages");
}

fn main() {}
