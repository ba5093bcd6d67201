use portcullis::prelude::*;

/// Characters that nobody sees.
#[capability(read)]
fn hidden(
    /// Turned round ‮redro‬. //~ P104
    first: u32,
    /// Zero​ width. //~ P104
    second: u32,
    /// A pass‍word. //~ P104
    third: u32,
    /// A tag.󠁡󠁢 //~ P104
    fourth: u32,
    /// An isolate ⁦here⁩. //~ P104
    fifth: u32,
) -> u64 {
    u64::from(first) ^ u64::from(second) ^ u64::from(third) ^ u64::from(fourth) ^ u64::from(fifth)
}

fn main() {}
