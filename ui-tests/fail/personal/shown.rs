use portcullis::prelude::*;
use portcullis::{Email, Personal};

#[failure]
enum CustomerFailure {
    #[public("nobody has the address {email}")]
    Unknown { email: Personal<Email> }, //~ refused
}

/// Greets somebody.
#[capability(read)]
fn greet(name: Personal<Email>) -> String {
    format!("hello {name}") //~ refused
}

/// Sends the address on.
#[capability(read)]
fn pass_on(name: Personal<Email>) -> Email {
    name //~ refused
}

/// Lends the address.
#[capability(read)]
fn lend(name: Personal<Email>) -> String {
    name.as_str().to_owned() //~ refused
}

fn main() {}
