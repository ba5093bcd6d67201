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
        pub fn insert_header(self, (name, value): (&str, &str)) -> Self {
            Self(self.0 + name.len() + value.len())
        }
        pub fn send(self) -> usize {
            self.0
        }
    }
}
use reqwest::Client;

struct Request {
    headers: HashMap<&'static str, String>,
}

/// Sends on what the caller showed, in every form.
#[capability(read)]
fn forward(#[grant] request: State<Request>) -> usize {
    let header = request.headers.get("Authorization").map(String::as_str).unwrap_or_default();
    let token = header.strip_prefix("Bearer ").unwrap_or_default();
    let cookie = request.headers.get("cookie").cloned().unwrap_or_default();
    let first = Client::default().bearer_auth(token); //~ P310
    let second = Client::default().header("cookie", &format!("session={cookie}")); //~ P310
    let all = vec![first, second, Client::default().insert_header(("authorization", header))]; //~ P310
    all.into_iter().map(Client::send).sum()
}

fn main() {}
