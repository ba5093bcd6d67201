use portcullis::prelude::*;

/// Three words are no role.
fn three_words() -> &'static str {
    "spiffe://example.com/a/b/c"
}

fn main() {
    three_words();
}
