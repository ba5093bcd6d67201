//! What rules ask of the credential formats of `portcullis-patterns`.
//!
//! It answers with the name of a format and never with the credential, which must not get into a message.

use portcullis_patterns::{Match, find};

/// The name of the format of a credential that the text is or contains.
pub(crate) fn format_in(text: &str) -> Option<&'static str> {
    find(text).find(|found| !is_pair(found)).map(|found| found.format().title())
}

/// Whether a credential stands with its name in a text: `password=..`, `"api_key": ".."`.
pub(crate) fn pair_in(text: &str) -> bool {
    find(text).any(|found| is_pair(&found))
}

fn is_pair(found: &Match) -> bool {
    found.format().id() == "generic-secret"
}
