use portcullis::prelude::*;

struct Two;

#[secure_plugin(name = "two", version = "1.0")] //~ refused
impl Two {
    /// Answers.
    #[capability(read)]
    fn answer(&self) -> u32 { 1 }
}

struct Number;

#[secure_plugin(name = "number", version = 1)] //~ refused
impl Number {
    /// Answers.
    #[capability(read)]
    fn answer(&self) -> u32 { 1 }
}

fn main() {}
