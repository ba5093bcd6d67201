use portcullis::prelude::*;

/// Other types have these methods as well.
#[capability(read)]
fn on_a_variable(#[validate(length(max = 100))] name: String) -> bool {
    let path = std::path::PathBuf::from(name);
    path.exists() || path.is_file() || path.metadata().is_ok()
}

fn main() {}
