use portcullis::prelude::*;

/// More than two numbers can need.
#[capability(read, max_input = "1MiB")] //~ refused
fn add(a: i32, b: i32) -> i64 {
    i64::from(a) + i64::from(b)
}

/// The most that there is, for nothing.
#[capability(read, max_input = "16MiB")] //~ refused
fn nothing() {}

/// Beyond the cap.
#[capability(read)]
fn large(#[validate(length(max = 2_000_000))] text: String) -> u64 { //~ refused
    text.len() as u64
}

/// Far beyond the cap.
#[capability(read)]
fn huge(#[validate(length(max = 4_000_000_000))] text: String) -> u64 { //~ refused
    text.len() as u64
}

#[data]
struct Page {
    #[validate(length(max = 1_000_000))]
    text: String,
}

/// Beyond the cap, in a type of its own.
#[capability(read)]
fn pages(#[validate(length(max = 2))] pages: Vec<Page>) -> u64 { //~ refused
    pages.len() as u64
}

fn main() {}
