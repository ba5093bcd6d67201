use portcullis::prelude::*;
use portcullis::BoundedString;

/// Stand in for rmcp and rig, which this test does not depend on.
pub struct CallToolRequestParam {
    name: String,
}

impl CallToolRequestParam {
    fn new(name: String) -> Self {
        CallToolRequestParam { name }
    }
}

struct Tools;

impl Tools {
    fn call(&self, name: &str, _arguments: &str) -> u32 {
        name.len() as u32
    }
}

/// Calls a tool of another server's.
#[capability(read)]
fn of_other_crates(name: BoundedString<40>) -> u32 {
    let first = CallToolRequestParam { name: name.as_str().to_owned() }; //~ P701
    let second = CallToolRequestParam::new(format!("find_{}", name.as_str())); //~ P701
    let tools = Tools;
    let handlers = std::collections::BTreeMap::from([("find_order".to_owned(), 1)]);
    let third = handlers.get(&format!("find_{}", name.as_str())); //~ P701
    tools.call(name.as_str(), "{}") + third.copied().unwrap_or(0) + (first.name.len() + second.name.len()) as u32 //~ P701
}

fn main() {}
