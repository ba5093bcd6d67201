use portcullis::prelude::*;

/// Nothing says that it is an error.
#[capability(read)]
fn not_called_an_error(#[validate(length(max = 100))] text: String) -> String {
    let problem = text.parse::<u32>().err();
    problem.map(|it| it.to_string()).unwrap_or_default()
}

fn main() {}
