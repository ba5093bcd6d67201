use portcullis::prelude::*;

mod tracing {
    macro_rules! info {
        ($($tokens:tt)*) => {
            ()
        };
    }
    pub(crate) use info;
}

/// The name says nothing.
#[capability(read)]
fn other_name(#[validate(length(max = 100))] word: String) -> usize {
    tracing::info!(word);
    word.len()
}

fn main() {}
