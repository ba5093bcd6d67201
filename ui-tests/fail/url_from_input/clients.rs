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

/// Clients, in a loop and in a closure.
#[capability(read, allow(ambient_network, reason = "the case is about the host"))]
fn clients(#[validate(length(max = 100))] urls: String) {
    let client = reqwest::Client::new();
    for url in urls.split_whitespace() {
        client.get(url); //~ P210
    }
    urls.lines().for_each(|line| client.post(["https://", line].concat())); //~ P210
}

fn main() {}
