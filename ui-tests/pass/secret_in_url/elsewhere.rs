use portcullis::State;
use portcullis::prelude::*;

/// Stands in for `reqwest`, which this test does not depend on.
mod reqwest {
    #[derive(Default)]
    pub struct Request(pub usize);

    impl Request {
        pub fn get(address: &str) -> Self {
            Self(address.len())
        }
        pub fn header(self, name: &str, value: &str) -> Self {
            Self(self.0 + name.len() + value.len())
        }
        pub fn form(self, pairs: &[(&str, &str)]) -> Self {
            Self(self.0 + pairs.len())
        }
        pub fn query(self, name: &str, value: &str) -> Self {
            Self(self.0 + name.len() + value.len())
        }
    }
}
use reqwest::Request;

struct Service {
    api_key: String,
    client_secret: String,
    public_key: String,
}

/// The secrets go into a header and a form, the query has what anybody may know.
#[capability(read)]
fn ask(#[validate(length(max = 100))] place: String, #[grant] service: State<Service>) -> usize {
    let address = format!("https://geo.atlas.dev/v1?q={place}&length={}", service.api_key.len());
    let header = format!("Bearer {}", service.api_key);
    let request = Request::get(&address).header("authorization", &header);
    let request = request.form(&[("client_secret", &service.client_secret)]);
    request.query("key", &service.public_key).query("view", "token").0
}

fn main() {}
