use portcullis::prelude::*;

mod maud {
    pub struct PreEscaped(pub String);
}

mod html_escape {
    pub fn encode_text(text: &str) -> String {
        text.to_owned()
    }
}

struct Response;

impl Response {
    fn builder() -> Self {
        Self
    }

    fn header(self, _: &str, _: &str) -> Self {
        self
    }

    fn body(self, body: String) -> String {
        body
    }
}

use std::fmt::Write;

/// Text that is sent as text.
#[capability(read)]
fn plain_text(#[validate(length(max = 100))] name: String) -> String {
    let body = Response::builder().header("content-type", "text/plain").body(name.clone());
    let mut list = String::new();
    let _ = write!(list, "<{name}> wrote");
    format!("{body} is shown as {list}")
}

fn main() {}
