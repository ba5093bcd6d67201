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

async fn ask(host: &str) {
    reqwest::get(format!("https://{host}/status")).await;
}

/// The host is asked outside the body.
#[capability(read)]
async fn status(#[validate(length(max = 100))] host: String) {
    ask(&host).await;
}

fn main() {}
