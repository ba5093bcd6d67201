use portcullis::State;
use portcullis::prelude::*;

struct Codes {
    otp: String,
    reset_token: String,
}

/// Compares by a method.
#[capability(read)]
fn is_right(#[validate(length(max = 100))] given: String, #[grant] codes: State<Codes>) -> bool {
    let is_code = given.as_bytes().cmp(codes.otp.as_bytes()).is_eq(); //~ P309
    let is_token = || codes.reset_token.eq(&given); //~ P309
    is_code || is_token()
}

/// The header says that it is a signature.
#[capability(read)]
fn is_signed(#[validate(length(max = 100))] sent: String, #[validate(length(max = 100))] signature: String) -> bool {
    let header = format!("x-signature: {sent}");
    signature == header //~ P309
}

fn main() {}
