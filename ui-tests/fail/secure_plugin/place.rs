use portcullis::prelude::*;

#[secure_plugin(name = "function")] //~ refused
fn function() {}

#[secure_plugin(name = "structure")] //~ refused
struct Structure;

struct Printed;

#[secure_plugin(name = "printed")]
impl std::fmt::Display for Printed { //~ refused
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("printed")
    }
}

struct Borrowed<'a>(&'a str);

#[secure_plugin(name = "borrowed")]
impl<'a> Borrowed<'a> { //~ refused
    /// Answers.
    #[capability(read)]
    fn answer(&self) -> u32 { 1 }
}

struct Elided<'a>(&'a str);

#[secure_plugin(name = "elided")]
impl Elided<'_> { //~ refused
    /// Answers.
    #[capability(read)]
    fn answer(&self) -> u32 { 1 }
}

#[secure_plugin(name = "nested")]
mod nested {
    use portcullis::prelude::*;

    /// Answers.
    #[capability(read)]
    pub fn answer() -> u32 { plugin() }

    fn plugin() -> u32 { 1 } //~ refused

    pub mod deeper {
        use portcullis::prelude::*;

        /// Would be none of the plugin's.
        #[capability(read)] //~ refused
        pub fn deep() -> u32 { 1 }
    }
}

struct Empty;

#[secure_plugin(name = "empty")] //~ refused
impl Empty {
    fn helper(&self) {}
}

fn main() {}
