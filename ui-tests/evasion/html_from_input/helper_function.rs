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

fn bold(text: &str) -> String {
    maud::PreEscaped(format!("<b>{text}</b>")).0
}

/// The page is made outside the body.
#[capability(read)]
fn greet(#[validate(length(max = 100))] name: String) -> String {
    bold(&name)
}

fn main() {}
