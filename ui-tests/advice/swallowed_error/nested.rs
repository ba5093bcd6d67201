use portcullis::prelude::*;

async fn execute(_: &str) -> Result<(), Internal> {
    Ok(())
}

/// Stores what can be read.
#[capability(write)]
async fn nested(#[validate(length(max = 100))] text: String) -> usize {
    for line in text.lines() {
        let _ = execute(line).await; //~ P405
    }
    let stored = vec![async { execute("end").await.ok(); }]; //~ P405
    stored.len()
}

fn main() {}
