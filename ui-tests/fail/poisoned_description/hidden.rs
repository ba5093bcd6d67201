use portcullis::prelude::*;

/// Characters that nobody sees.
#[capability(read)]
fn hidden(
    #[doc = "Turned round \u{202e}redro\u{202c}."] //~ P104
    first: u32,
    /// Zero​ width. //~ P104
    second: u32,
    /// A pass‍word. //~ P104
    third: u32,
    /// A tag.󠁡󠁢 //~ P104
    fourth: u32,
    #[doc = "An isolate \u{2066}here\u{2069}."] //~ P104
    fifth: u32,
) -> u64 {
    u64::from(first) ^ u64::from(second) ^ u64::from(third) ^ u64::from(fourth) ^ u64::from(fifth)
}

fn main() {}
