use portcullis::prelude::*;

mod tracing {
    macro_rules! info {
        ($($tokens:tt)*) => {
            ()
        };
    }
    pub(crate) use info;
}

/// Invites somebody.
#[capability(write)]
fn invite(#[validate(length(max = 100))] email: String, #[validate(length(max = 20))] phone_number: String) -> usize {
    tracing::info!(%email, "is invited"); //~ P406
    let digits = phone_number.replace(' ', "");
    tracing::info!("or called at {digits:?}"); //~ P406
    println!("{}", email.to_lowercase()); //~ P401 P406
    email.len()
}

fn main() {}
