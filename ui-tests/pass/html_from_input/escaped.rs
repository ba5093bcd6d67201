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

/// Escaped, replaced, numbers, and one of a list.
#[capability(read)]
fn escaped(#[validate(length(max = 100))] name: String, page: u32) -> String {
    let one = maud::PreEscaped(format!("<b>{}</b>", html_escape::encode_text(&name))).0;
    let safe = name.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let two = Response::builder().header("content-type", "text/html").body(format!("<b>{safe}</b>"));
    let theme = if name == "dark" { "dark" } else { "light" };
    let three = maud::PreEscaped(format!("<body class={theme}>{page}</body>")).0;
    one + &two + &three
}

fn main() {}
