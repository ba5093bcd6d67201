use portcullis::prelude::*;

struct Courier;

impl Courier {
    fn get(&self, _: &str) {}
}

/// Nothing says that it goes out.
#[capability(read)]
fn status(#[validate(length(max = 100))] host: String) {
    let courier = Courier;
    courier.get(&format!("https://{host}/status"));
}

fn main() {}
