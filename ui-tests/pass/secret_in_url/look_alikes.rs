use portcullis::State;
use portcullis::prelude::*;

struct Service {
    api_key: String,
}

/// Numbers of tokens, a list that is no path, a text that is no address.
#[capability(read)]
fn others(max_tokens: u32, #[validate(length(max = 100))] client: String, #[grant] service: State<Service>) -> usize {
    let address = format!("https://models.atlas.dev/complete?max_tokens={max_tokens}&client={client}");
    let mut keys = Vec::new();
    keys.push(service.api_key.as_str());
    let line = format!("is it {} = ?", service.api_key);
    let fixed = "https://models.atlas.dev/complete?key=demo";
    address.len() + keys.len() + line.len() + fixed.len()
}

fn main() {}
