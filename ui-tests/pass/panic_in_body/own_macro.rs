use portcullis::prelude::*;

/// A macro of the body's own, and one that only writes code down.
#[capability(read)]
fn own_macro(number: u32) -> u32 {
    macro_rules! assert {
        ($condition:expr) => {
            if !$condition {
                return 0;
            }
        };
    }
    assert!(number > 3);
    let written = stringify!(number.unwrap());
    number + written.len() as u32
}

fn main() {}
