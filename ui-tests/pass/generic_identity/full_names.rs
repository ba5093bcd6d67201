use portcullis::prelude::*;

const PLANNER: &str = "spiffe://example.com/agent/planner/prod";

/// Each of them names a role and an environment, or leaves it to a value.
fn full(domain: &str, role: &str, path: &str) -> Vec<String> {
    vec![
        PLANNER.to_owned(),
        format!("spiffe://{domain}/agent/{role}/staging"),
        format!("spiffe://{domain}/{path}"),
        format!("spiffe://{domain}{path}"),
    ]
}

fn main() {
    full("example.com", "planner", "agent/planner/prod");
}
