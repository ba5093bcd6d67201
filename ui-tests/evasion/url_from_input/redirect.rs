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

/// The server answers with a redirect to wherever the query says.
#[capability(read, allow(ambient_network, reason = "the case is about the host"))]
async fn follow(#[validate(length(max = 100))] target: String) {
    reqwest::get(format!("https://example.org/redirect?to={target}")).await;
}

fn main() {}
