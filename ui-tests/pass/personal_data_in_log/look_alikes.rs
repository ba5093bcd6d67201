use portcullis::prelude::*;
use portcullis::{Email, Personal};

mod tracing {
    macro_rules! info {
        ($($tokens:tt)*) => {
            ()
        };
    }
    pub(crate) use info;
}

/// Counts, and says nothing of a person.
#[capability(read)]
fn look_alikes(email: Personal<Email>, #[validate(length(max = 20))] phone: String, emails_per_hour: u32) -> usize {
    tracing::info!(?email, "does not show itself");
    tracing::info!(emails_per_hour, has_phone = phone.is_empty(), "{} digits", phone.len());
    let email_template = "welcome.html";
    tracing::info!("{email_template} is sent by email");
    phone.len()
}

fn main() {}
