use portcullis::State;
use portcullis::prelude::*;

/// Stands in for `reqwest` and `url`, which this test does not depend on.
mod reqwest {
    #[derive(Default)]
    pub struct Request(pub usize);

    impl Request {
        pub fn query(self, pairs: &[(&str, &str)]) -> Self {
            Self(self.0 + pairs.len())
        }
        pub fn append_pair(self, name: &str, value: &str) -> Self {
            Self(self.0 + name.len() + value.len())
        }
    }
}
use reqwest::Request;

struct Service {
    api_key: String,
    client_secret: String,
    partner_key: String,
}

/// Puts secrets into a query.
#[capability(read)]
fn ask(#[validate(length(max = 100))] code: String, #[grant] service: State<Service>) -> usize {
    let secret = service.client_secret.as_str();
    let first = Request::default().query(&[("code", code.as_str()), ("client_secret", secret)]).0; //~ P306
    let second = { Request::default().append_pair("api_key", &service.api_key).0 }; //~ P306
    let third = vec![Request::default().append_pair("key", &service.partner_key)]; //~ P306
    first + second + third.len()
}

fn main() {}
