use portcullis::State;
use portcullis::prelude::*;

/// Keeps what is secret.
struct Vault;

impl Vault {
    fn password(&self) -> String {
        "open".repeat(2)
    }
}

/// Writes a password to a file.
#[capability(write)]
fn secrets(#[grant] vault: State<Vault>) -> Result<u32, Internal> {
    let password = vault.password();
    use std::fs::{File, OpenOptions};
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    std::fs::write("/etc/shop", &password)?; //~ P601 P606 P607
    let mut file = File::create("/etc/shop")?; //~ P601
    file.write_all(password.as_bytes())?; //~ P606 P607
    let mut file = OpenOptions::new().create(true).append(true).mode(0o640).open("/etc/shop")?; //~ P601
    writeln!(file, "{password}")?; //~ P606 P607
    Ok(1)
}

fn main() {}
