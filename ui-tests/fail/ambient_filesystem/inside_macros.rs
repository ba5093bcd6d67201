use portcullis::prelude::*;

/// Reads files in the brackets of macros, and in nested items.
#[capability(read)]
async fn hidden(#[validate(length(max = 100))] name: String) -> Result<u64, Internal> {
    let list = vec![std::fs::read(&name)?]; //~ P601
    let text = format!("{}", std::fs::metadata(&name)?.len()); //~ P601
    fn load(name: &str) -> std::io::Result<Vec<u8>> {
        std::fs::read(name) //~ P601
    }
    tokio::select! {
        text = tokio::fs::read(&name) => Ok(text?.len() as u64), //~ P601
        () = std::future::pending() => Ok((list.len() + text.len() + load(&name)?.len()) as u64),
    }
}

fn main() {}
