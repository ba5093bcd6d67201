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

/// Patterns, in a closure and in pieces.
#[capability(read)]
fn patterns(#[validate(length(max = 100))] words: String) -> bool {
    let any = words.split(',').any(|word| fancy_regex::Regex::new(word).is_match("text")); //~ P211
    let alternatives: Vec<String> = words.split(',').map(|word| format!("(?:{word})")).collect();
    any && fancy_regex::Regex::new(&alternatives.join("|")).is_match("text") //~ P211
}

fn main() {}
