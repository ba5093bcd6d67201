use portcullis::prelude::*;

mod tracing {
    macro_rules! info {
        ($($tokens:tt)*) => {
            ()
        };
    }
    pub(crate) use info;
}

/// A digest stands for the person.
#[capability(read)]
fn pseudonyms(#[validate(length(max = 100))] email: String) -> usize {
    let email = hash_of(&email);
    tracing::info!("{email}");
    let line = format!("to be sent to {email}");
    line.len()
}

fn hash_of(text: &str) -> usize {
    text.len()
}

fn main() {}
