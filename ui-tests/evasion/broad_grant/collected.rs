use portcullis::prelude::*;

/// All of them, whatever they are.
fn collected(rights: &[&'static str]) -> Vec<&'static str> {
    rights.iter().copied().collect()
}

fn main() {
    collected(&["read", "write"]);
}
