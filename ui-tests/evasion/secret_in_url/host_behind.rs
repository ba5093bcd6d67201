use portcullis::State;
use portcullis::prelude::*;

struct Service {
    host: String,
    api_key: String,
}

/// The text begins with what only the settings say.
#[capability(read)]
fn ask(#[grant] service: State<Service>) -> String {
    format!("{}/v1/{}", service.host, service.api_key)
}

fn main() {}
