use portcullis::prelude::*;

struct Plugin;

#[secure_plugin(name = "one")]
impl Plugin {
    /// Answers.
    #[capability(read)]
    fn one(&self) -> u32 { 1 }
}

#[secure_plugin(name = "two")] //~ refused
impl Plugin {
    /// Answers.
    #[capability(read)]
    fn two(&self) -> u32 { 2 }
}

fn main() {}
