use portcullis::prelude::*;

#[failure]
enum ReadFailure {
    #[public("it is no number: {text}")]
    NoNumber { text: String },
}

/// Makes the failure of the error.
#[capability(read)]
fn on_the_way(#[validate(length(max = 100))] text: String) -> Result<u32, ReadFailure> {
    let number = text
        .parse::<u32>()
        .map_err(|error| ReadFailure::NoNumber { text: error.to_string() })?; //~ P404
    Ok(number)
}

fn main() {}
