use std::collections::HashMap;

use portcullis::State;
use portcullis::prelude::*;

/// Stands in for `reqwest`, which this test does not depend on.
mod reqwest {
    #[derive(Default)]
    pub struct Client(usize);

    impl Client {
        pub fn basic_auth(self, user: &str, word: Option<&str>) -> Self {
            Self(self.0 + user.len() + word.map_or(0, str::len))
        }
        pub fn headers(self, all: std::collections::HashMap<&str, String>) -> Self {
            Self(self.0 + all.len())
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

/// Gives the credential as a password, and as a map that is made on the spot.
#[capability(read)]
fn forward(#[grant] request: State<Request>) -> usize {
    let send = || {
        let caller = request.headers.get("authorization").map(String::as_str);
        Client::default().basic_auth("caller", caller).send() //~ P310
    };
    let caller = request.headers.get("authorization").cloned().unwrap_or_default();
    send() + Client::default().headers(HashMap::from([("authorization", caller)])).send() //~ P310
}

fn main() {}
