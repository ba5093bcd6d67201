use portcullis::prelude::*;

struct Shelf;

impl Shelf {
    fn query(&self, _: &str) -> u64 {
        0
    }
}

/// Texts that are no SQL, and SQL that is not run.
#[capability(read)]
fn texts(call: &Call, #[validate(length(max = 100))] name: String) -> u64 {
    let summary = format!("SELECT of {name}");
    call.note("summary", summary.as_str());
    let shelf = Shelf;
    shelf.query(&format!("{name} from the upper row"))
}

fn main() {}
