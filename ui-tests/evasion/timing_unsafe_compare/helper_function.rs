use portcullis::State;
use portcullis::prelude::*;

struct Hooks {
    api_key: String,
}

fn same(one: &str, two: &str) -> bool {
    one == two
}

/// The comparison is in a function outside.
#[capability(read)]
fn is_ours(#[validate(length(max = 100))] given: String, #[grant] hooks: State<Hooks>) -> bool {
    same(&given, &hooks.api_key)
}

fn main() {}
