use std::collections::HashMap;

use portcullis::State;
use portcullis::prelude::*;

/// Stands in for `reqwest`, which this test does not depend on.
mod reqwest {
    #[derive(Default)]
    pub struct Client(usize);

    impl Client {
        pub fn bearer_auth(self, token: &str) -> Self {
            Self(self.0 + token.len())
        }
        pub fn header(self, name: &str, value: &str) -> Self {
            Self(self.0 + name.len() + value.len())
        }
        pub fn form(self, fields: &[(&str, &str)]) -> Self {
            Self(self.0 + fields.len())
        }
        pub fn send(self) -> usize {
            self.0
        }
    }
}
use reqwest::Client;

struct Request {
    headers: HashMap<&'static str, String>,
    own: String,
}

/// Trades the caller's token, and sends on what is no credential.
#[capability(read)]
fn ask(#[grant] request: State<Request>) -> usize {
    let token = request.headers.get("authorization").cloned().unwrap_or_default();
    if token.is_empty() {
        return 0;
    }
    let traded = Client::default().bearer_auth(&request.own).form(&[("subject_token", token.as_str())]).send();
    let trace = request.headers.get("traceparent").map(String::as_str).unwrap_or_default();
    traded + Client::default().header("traceparent", trace).send()
}

fn main() {}
