use portcullis::State;
use portcullis::prelude::*;

struct Service {
    api_key: String,
    password: String,
    access_token: String,
}

/// Puts secrets into the text of an address.
#[capability(read)]
fn addresses(#[validate(length(max = 100))] place: String, #[grant] service: State<Service>) -> usize {
    let query = format!("https://geo.atlas.dev/v1?q={place}&key={}", service.api_key); //~ P306
    let path = vec![format!("https://chat.atlas.dev/bot{}/send", service.access_token.trim())]; //~ P306
    let mut built = String::from("wss://events.atlas.dev/all");
    built.push_str("?password=");
    built += &service.password;
    let sent = built; //~ P306
    query.len() + path.len() + sent.len()
}

/// What only follows the host is an address as well.
#[capability(read)]
fn relative(#[grant] service: State<Service>) -> String {
    let relative = || format!("/events?token={}", service.access_token); //~ P306
    relative()
}

fn main() {}
