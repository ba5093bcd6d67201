use portcullis::prelude::*;

/// These are no identities.
fn look_alikes(text: &str) -> [bool; 5] {
    [
        text.starts_with("spiffe://"),
        text == "spiffe://example.com",
        text == "spiffe://<trust domain>/agent",
        text == "an identity, spiffe://example.com/agent for instance",
        text == "https://example.com/agent",
    ]
}

fn main() {
    look_alikes("spiffe://");
}
