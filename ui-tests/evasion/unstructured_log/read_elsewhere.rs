use portcullis::prelude::*;

mod tracing {
    macro_rules! info {
        ($($tokens:tt)*) => {
            ()
        };
    }
    pub(crate) use info;
}

fn greeting() -> String {
    "a line\nof somebody".to_owned()
}

/// Nobody sees where the text comes from.
#[capability(read)]
fn read_elsewhere(number: u32) -> usize {
    let text = greeting();
    tracing::info!("{text} {number}");
    text.len()
}

fn main() {}
