use portcullis::prelude::*;

/// The error decides, and is not told.
#[capability(read)]
fn own_words(call: &Call, #[validate(length(max = 100))] text: String) -> String {
    match text.parse::<u32>() {
        Ok(number) => format!("{number}"),
        Err(error) => {
            let shown = format!("{error}");
            call.note("why", &shown);
            "that is no number".to_string()
        }
    }
}

fn main() {}
