use portcullis::prelude::*;

/// Three parts, of which the last is anybody.
fn everybody(domain: &str) -> [String; 2] {
    let all = concat!("spiffe://example.com/agent/", "planner/all"); //~ P706
    [format!("spiffe://{domain}/agent/planner/any"), all.to_owned()] //~ P706
}

fn main() {
    everybody("example.com");
}
