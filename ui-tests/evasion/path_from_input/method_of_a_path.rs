use portcullis::prelude::*;

/// Other types have this method as well.
#[capability(read)]
fn is_there(#[validate(length(max = 100))] name: String) -> bool {
    let path = std::path::Path::new("/srv/notes").join(name);
    path.is_file()
}

fn main() {}
