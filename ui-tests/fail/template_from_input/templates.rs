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

/// Templates that are the input, or that it is a part of.
#[capability(read)]
fn templates(#[validate(length(max = 100))] text: String) -> String {
    let engine = tera::Tera;
    engine.add_raw_template("mail", &text); //~ P211
    let page = engine.render_str(&format!("Hello {text}, {{{{ rest }}}}"), ""); //~ P211
    page + &tera::Tera::one_off(text.trim(), "") //~ P211
}

fn main() {}
