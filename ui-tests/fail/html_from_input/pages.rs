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

/// What marks a text as a page.
#[capability(read)]
fn pages(#[validate(length(max = 100))] name: String) -> String {
    let one = maud::PreEscaped(name.clone()).0; //~ P214
    let two = maud::PreEscaped("<b>".to_owned() + &name + "</b>").0; //~ P214
    let three = Response::builder().header("content-type", "text/html").body(name.to_uppercase()); //~ P214
    let four = Response::builder().body(format!("<p>{}</p>", name.trim())); //~ P214
    one + &two + &three + &four
}

fn main() {}
