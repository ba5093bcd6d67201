use portcullis::prelude::*;

const AGENTS: &str = "spiffe://example.com/agents"; //~ P706

/// Wherever it stands.
fn texts(domain: &str) -> Vec<String> {
    let fixed = vec![AGENTS.to_owned(), "spiffe://example.com/host".to_owned()]; //~ P706
    let made = format!("spiffe://{domain}/workload"); //~ P706
    fixed.into_iter().chain([made]).collect()
}

fn main() {
    texts("example.com");
}
