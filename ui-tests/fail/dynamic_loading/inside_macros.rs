use portcullis::prelude::*;

struct ModuleRef;

impl ModuleRef {
    fn load_from_directory(_folder: &str) -> u32 {
        1
    }
}

struct Connection;

impl Connection {
    fn load_extension(&self, _file: &str, _entry: Option<&str>) -> u32 {
        1
    }
}

/// In a macro, in a closure, by a method.
#[capability(write)]
fn hidden(number: u32) -> u32 {
    let list = vec![ModuleRef::load_from_directory("/srv/plugins")]; //~ P708
    let load = |file: &str| Connection.load_extension(file, None); //~ P708
    number + list.len() as u32 + load("spellfix")
}

fn main() {}
