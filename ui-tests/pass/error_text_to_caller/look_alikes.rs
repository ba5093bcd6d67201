use portcullis::prelude::*;

#[failure]
enum ReadFailure {
    #[public("it is no number")]
    NoNumber(#[from] std::num::ParseIntError),
}

/// The error is logged; the caller is told what to do.
#[capability(read)]
fn logged(call: &Call, #[validate(length(max = 100))] text: String) -> Result<u32, ReadFailure> {
    let number = text.parse::<u32>().map_err(|error| {
        call.note("why", &error.to_string());
        ReadFailure::from(error)
    })?;
    Ok(number)
}

/// An error's name is a word that the caller sent.
#[capability(read)]
fn explained(#[validate(length(max = 100))] error: String) -> String {
    format!("{error} is unknown").to_string()
}

fn main() {}
