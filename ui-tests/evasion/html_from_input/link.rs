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

/// An address is escaped and still runs.
#[capability(read)]
fn link(#[validate(length(max = 100))] address: String) -> String {
    maud::PreEscaped(format!("<a href=\"{}\">home</a>", html_escape::encode_text(&address))).0
}

fn main() {}
