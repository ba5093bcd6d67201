use portcullis::prelude::*;

struct Line;

impl Line {
    fn call_json(&self, path: &str, _body: &str) -> u32 {
        path.len() as u32
    }

    fn call(&self, path: &str, _body: &str) -> u32 {
        path.len() as u32
    }
}

struct Ticket {
    name: String,
}

impl Ticket {
    fn new(name: String) -> Self {
        Ticket { name }
    }
}

/// Calls of another kind.
#[capability(read)]
fn look_alikes(#[validate(length(max = 40))] name: String) -> u32 {
    let own = Line.call_json(&name, "{}") + Line.call(&format!("{name}/hold"), "{}");
    let ticket = Ticket { name: name.clone() };
    own + (ticket.name.len() + Ticket::new(name).name.len()) as u32
}

fn main() {}
