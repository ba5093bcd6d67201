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

mod url {
    pub struct Url;

    impl Url {
        pub fn parse(_: &str) -> Option<Self> {
            Some(Self)
        }

        pub fn host_str(&self) -> Option<&str> {
            None
        }
    }

    impl AsRef<str> for Url {
        fn as_ref(&self) -> &str {
            ""
        }
    }
}

const HOSTS: [&str; 2] = ["https://a.example.org", "https://b.example.org"];

/// Hosts that were compared, and other things with the same methods.
#[capability(read, allow(ambient_network, reason = "the case is about the host"))]
fn checked(#[validate(length(max = 100))] url: String, #[validate(length(max = 100))] other: String) -> Option<u64> {
    let client = reqwest::Client::new();
    if HOSTS.contains(&url.as_str()) {
        client.get(&url);
    }
    if url.starts_with("https://a.example.org/") {
        client.get(&url);
    }
    let parsed = url::Url::parse(&other)?;
    if parsed.host_str() == Some("a.example.org") {
        client.get(&parsed);
    }
    let names = std::collections::HashMap::from([("a", 1)]);
    names.get(other.as_str()).copied()
}

fn main() {}
