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

/// The texts are fixed; the input is a value, or what is searched.
#[capability(read)]
fn values(#[validate(length(max = 100))] name: String) -> String {
    let engine = tera::Tera;
    engine.add_raw_template("mail", "Hello {{ name }}");
    let known = fancy_regex::Regex::new("^[a-z]+$").is_match(&name);
    let page = engine.render_str("Hello {{ name }}", &name);
    if known { page } else { engine.render("mail", &name) }
}

fn main() {}
