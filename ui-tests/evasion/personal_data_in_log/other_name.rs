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
fn other_name(#[validate(length(max = 100))] recipient: String) -> usize {
    tracing::info!(%recipient, "is invited");
    recipient.len()
}

fn main() {}
