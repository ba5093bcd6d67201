use std::collections::HashSet;

use portcullis::State;
use portcullis::prelude::*;

struct Hooks {
    api_keys: HashSet<String>,
}

/// A map compares as well.
#[capability(read)]
fn is_ours(#[validate(length(max = 100))] given: String, #[grant] hooks: State<Hooks>) -> bool {
    hooks.api_keys.contains(&given)
}

fn main() {}
