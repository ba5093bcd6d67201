use portcullis::prelude::*;
use std::fs;

/// Reads and changes files.
#[capability(read)]
fn functions(#[validate(length(max = 100))] name: String) -> Result<u64, Internal> {
    let text = std::fs::read_to_string(&name)?; //~ P601
    let bytes = fs::read(&name)?; //~ P601
    fs::write(&name, &bytes)?; //~ P601
    fs::remove_file(&name)?; //~ P601
    let length = fs::metadata(&name)?.len(); //~ P601
    let entries = std::fs::read_dir(&name)?.count(); //~ P601
    Ok(text.len() as u64 + length + entries as u64)
}

/// The asynchronous ones.
#[capability(read)]
async fn asynchronous(#[validate(length(max = 100))] name: String) -> Result<u64, Internal> {
    let text = tokio::fs::read_to_string(&name).await?; //~ P601
    let file = tokio::fs::File::open(&name).await?; //~ P601
    let canonical = tokio::fs::canonicalize(&name).await?; //~ P601
    let blocking = std::fs::read(&name)?; //~ P601
    Ok((text.len() + canonical.as_os_str().len() + blocking.len()) as u64 + file.metadata().await?.len())
}

fn main() {}
