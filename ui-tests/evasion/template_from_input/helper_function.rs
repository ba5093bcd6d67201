use portcullis::prelude::*;

mod fancy_regex {
    pub struct Regex;

    impl Regex {
        pub fn new(_: &str) -> Self {
            Self
        }

        pub fn is_match(&self, _: &str) -> bool {
            true
        }
    }

    pub fn escape(text: &str) -> String {
        text.to_owned()
    }
}

mod tera {
    pub struct Tera;

    impl Tera {
        pub fn one_off(_: &str, _: &str) -> String {
            String::new()
        }

        pub fn render_str(&self, _: &str, _: &str) -> String {
            String::new()
        }

        pub fn add_raw_template(&self, _: &str, _: &str) {}

        pub fn render(&self, _: &str, _: &str) -> String {
            String::new()
        }
    }
}

fn matches(pattern: &str) -> bool {
    fancy_regex::Regex::new(pattern).is_match("text")
}

/// The pattern is read outside the body.
#[capability(read)]
fn search(#[validate(length(max = 100))] pattern: String) -> bool {
    matches(&pattern)
}

fn main() {}
