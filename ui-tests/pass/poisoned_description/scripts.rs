use portcullis::prelude::*;

/// Other scripts, emoji, dashes.
#[capability(read)]
fn scripts(
    /// A family of 👩‍👩‍👧, and ☕️.
    first: u32,
    /// מחיר, السعر, قیمت می‌شود.
    second: u32,
    /// “café” – non-breaking spaces and 中文, and U+202E by its number.
    third: u32,
) -> u64 {
    u64::from(first) ^ u64::from(second) ^ u64::from(third)
}

fn main() {}
