use portcullis::State;
use portcullis::prelude::*;

struct Form {
    password: String,
    password_confirmation: String,
    api_key: String,
    token_type: String,
}

/// Both were sent, lengths, literals, and what is said about a token.
#[capability(read)]
fn checked(#[grant] form: State<Form>) -> bool {
    const OLD: &str = "changeme";
    let alike = form.password == form.password_confirmation;
    let weak = form.password == "password" || form.password == OLD;
    let long = form.api_key.len() == form.password.len();
    let kind = form.token_type == form.password_confirmation;
    alike && !weak && long && kind && !form.api_key.eq("none")
}

/// Every byte is looked at.
#[capability(read)]
fn fixed_time(#[validate(length(max = 100))] given: String, #[grant] form: State<Form>) -> bool {
    let pairs = form.api_key.bytes().zip(given.bytes());
    let difference = pairs.fold(0, |all, (one, two)| all | (one ^ two));
    difference == 0 && form.api_key.len() == given.len()
}

fn main() {}
