use portcullis::authority::Dir;
use portcullis::prelude::*;

struct Notes;

/// Counts letters. The type of a parameter is not there yet; what else is in the list gives no error of its own.
#[capability(read)]
fn count(
    #[grant] notes: Dir<Notes>,
    /// The text.
    #[validate(length(max = 100))] text: String,
    least
) -> usize { //~ refused refused
    text.len()
}

fn main() {}
