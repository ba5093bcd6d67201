use portcullis::prelude::*;
use portcullis::{Email, Personal};

#[data(input)]
struct Newcomer {
    email: Personal<Email>,
}

#[data]
struct Registered {
    number: u32,
    // It comes in, and stays.
    #[serde(skip_serializing)]
    email: Personal<Email>,
}

/// Registers somebody.
#[capability(write)]
fn register(#[input] newcomer: Newcomer) -> Registered {
    Registered { number: 1, email: newcomer.email }
}

/// Counts the letters of an address.
#[capability(read)]
fn count(email: Personal<Email>, #[validate(length(max = 10))] name: Personal<String>) -> usize {
    let shown = format!("{email:?} {name:?}");
    email.expose().as_str().len() + name.into_exposed().len() + shown.len()
}

fn main() {}
