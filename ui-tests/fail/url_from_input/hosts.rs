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

/// The whole URL, its host, and a part of its host.
#[capability(read, allow(ambient_network, reason = "the case is about the host"))]
async fn hosts(#[validate(length(max = 100))] url: String, #[validate(length(max = 100))] host: String) {
    reqwest::get(&url).await; //~ P210
    reqwest::get(format!("https://{host}/status")).await; //~ P210
    reqwest::get(format!("https://{}.example.org/status", host.trim())).await; //~ P210
    let mut pushed = String::from("https://");
    pushed.push_str(&host);
    pushed.push_str("/status");
    reqwest::get(&pushed).await; //~ P210
}

fn main() {}
