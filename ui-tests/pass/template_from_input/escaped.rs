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

mod regex {
    pub struct RegexBuilder;

    impl RegexBuilder {
        pub fn new(_: &str) -> Self {
            Self
        }

        pub fn size_limit(&mut self, _: usize) -> &mut Self {
            self
        }

        pub fn build(&self) -> u64 {
            0
        }
    }
}

/// Escaped for the language, limited in size, or a number.
#[capability(read)]
fn escaped(#[validate(length(max = 100))] word: String, count: u8) -> u64 {
    let pattern = format!("^{}$", fancy_regex::escape(&word));
    let one = fancy_regex::Regex::new(&pattern).is_match("text");
    let two = fancy_regex::Regex::new(&format!("^a{{{count}}}$")).is_match("text");
    regex::RegexBuilder::new(&word).size_limit(1 << 16).build() + u64::from(one && two)
}

fn main() {}
