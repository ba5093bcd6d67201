use portcullis::prelude::*;

/// Gives the functions to others.
#[capability(read)]
fn as_values(#[validate(length(max = 100))] name: String) -> Result<u64, Internal> {
    let texts: Vec<_> = [&name].into_iter().map(std::fs::read_to_string).collect(); //~ P601
    let files: Vec<_> = [&name].into_iter().map(<std::fs::File>::open).collect(); //~ P601 P209
    let known = [std::path::Path::new(&name)].into_iter().all(std::path::Path::exists); //~ P601
    use std::fs::read as slurp;
    let bytes: Vec<_> = [&name].into_iter().map(slurp).collect(); //~ P601
    Ok((texts.len() + files.len() + bytes.len()) as u64 + u64::from(known))
}

fn main() {}
