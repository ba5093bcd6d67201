use portcullis::prelude::*;

/// Two functions that call each other, one of them inside a macro.
#[capability(read)]
fn mutual(#[validate(length(max = 1000))] text: String) -> u64 {
    fn value(text: &str) -> u64 {
        match text.strip_prefix('(') {
            Some(rest) => list(rest), //~ P507
            None => 1,
        }
    }
    fn list(text: &str) -> u64 {
        let all = vec![value(text.trim_start())];
        all.iter().copied().max().unwrap_or(0)
    }
    value(&text)
}

fn main() {}
