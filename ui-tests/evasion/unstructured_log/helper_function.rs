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
    tracing::info!("{text}");
}

/// The log is in a function outside.
#[capability(read)]
fn helper_function(#[validate(length(max = 100))] text: String) -> usize {
    show(&text);
    text.len()
}

fn main() {}
