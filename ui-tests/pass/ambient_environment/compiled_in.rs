use portcullis::prelude::*;

/// Words that are no credentials may be compiled in.
#[capability(read)]
fn version() -> String {
    let commit = option_env!("BUILD_COMMIT").unwrap_or("unknown");
    let name = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));
    format!("{name} ({commit}, {})", std::env::consts::OS)
}

fn main() {}
