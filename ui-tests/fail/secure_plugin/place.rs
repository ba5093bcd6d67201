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

struct Empty;

#[secure_plugin(name = "empty")] //~ refused
impl Empty {
    fn helper(&self) {}
}

fn main() {}
