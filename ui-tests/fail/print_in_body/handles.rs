use portcullis::prelude::*;

/// Writes to the handles.
#[capability(read)]
fn handles(number: u32) -> Result<u64, Internal> {
    use std::io::{self, Write};
    writeln!(std::io::stdout(), "{number}")?; //~ P401
    writeln!(io::stderr().lock(), "{number}")?; //~ P401
    {
        use std::io::stdout as out;
        out().write_all(b"x")?; //~ P401
    }
    let open: fn() -> io::Stdout = io::stdout; //~ P401
    open().flush()?;
    Ok(number.into())
}

/// Writes to those of tokio.
#[capability(read)]
async fn asynchronous_handles(number: u32) -> Result<u64, Internal> {
    let out = tokio::io::stdout(); //~ P401
    let (_out, _err) = (out, tokio::io::stderr()); //~ P401
    Ok(number.into())
}

fn main() {}
