use portcullis::State;
use portcullis::prelude::*;

struct Hooks {
    api_key: String,
    password: String,
}

/// Compares what is sent with what must be guessed.
#[capability(read)]
fn is_ours(
    #[validate(length(max = 100))] given: String,
    #[validate(length(max = 100))] csrf: String,
    #[grant] hooks: State<Hooks>,
) -> bool {
    let by_key = given == hooks.api_key; //~ P309
    let by_password = hooks.password.as_bytes() != given.as_bytes(); //~ P309
    let all = vec![Some(&*given) == Some(&*csrf)]; //~ P309
    by_key && by_password && all.len() == 1
}

fn main() {}
