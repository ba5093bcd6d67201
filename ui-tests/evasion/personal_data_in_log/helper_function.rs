use portcullis::prelude::*;

mod tracing {
    macro_rules! info {
        ($($tokens:tt)*) => {
            ()
        };
    }
    pub(crate) use info;
}

fn show(text: &str) {
    tracing::info!(text);
}

/// The log is in a function outside.
#[capability(read)]
fn helper_function(#[validate(length(max = 100))] email: String) -> usize {
    show(&email);
    email.len()
}

fn main() {}
