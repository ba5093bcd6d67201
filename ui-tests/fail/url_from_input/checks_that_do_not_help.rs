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

/// The scheme says nothing of the host, and neither does half a host.
#[capability(read, allow(ambient_network, reason = "the case is about the host"))]
fn checks(#[validate(length(max = 100))] url: String, #[validate(length(max = 100))] address: String) -> Result<u64, Internal> {
    let http = reqwest::Client::new();
    if url.starts_with("https://") {
        http.get(&url); //~ P210
    }
    if url.starts_with("https://example.org") {
        http.get(&url); //~ P210
    }
    let address: std::net::IpAddr = address.parse()?;
    http.get(format!("http://{address}/metrics")); //~ P210
    Ok(0)
}

fn main() {}
