use portcullis::prelude::*;

/// Makes room for as much as it is told.
#[capability(read)]
fn room(count: u64, size: usize, #[validate(length(max = 20))] text: String) -> Result<u64, Internal> {
    let list: Vec<u64> = Vec::with_capacity(size); //~ P504
    let zeros = vec![0_u8; usize::try_from(count)?]; //~ P504
    let line = "-".repeat(size); //~ P504
    let parsed: usize = text.trim().parse()?;
    let mut other: Vec<u8> = Vec::new();
    other.reserve(parsed); //~ P504
    other.resize(parsed / 2, 0); //~ P504
    Ok(list.len() as u64 + zeros.len() as u64 + line.len() as u64 + other.len() as u64)
}

fn main() {}
