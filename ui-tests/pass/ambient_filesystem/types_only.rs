use portcullis::prelude::*;

/// Names the types, and what was opened elsewhere.
#[capability(read)]
fn types_only(number: u32) -> u32 {
    fn length(metadata: &std::fs::Metadata) -> u64 {
        metadata.len()
    }
    let kind: Option<std::fs::FileType> = None;
    let from_handle: fn(std::os::fd::OwnedFd) -> std::fs::File = std::fs::File::from;
    let _ = (length, from_handle);
    number + u32::from(kind.is_some_and(|kind| std::fs::FileType::is_dir(&kind)))
}

fn main() {}
