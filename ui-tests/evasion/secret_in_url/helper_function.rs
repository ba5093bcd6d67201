use portcullis::State;
use portcullis::prelude::*;

struct Service {
    api_key: String,
}

fn address(value: &str) -> String {
    format!("https://geo.atlas.dev/v1?key={value}")
}

/// The address is made in a function outside.
#[capability(read)]
fn ask(#[grant] service: State<Service>) -> usize {
    address(&service.api_key).len()
}

fn main() {}
