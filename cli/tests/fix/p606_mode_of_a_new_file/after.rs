use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;

pub fn open() -> io::Result<File> {
    let _ = OpenOptions::new().append(true).create(true).mode(0o755).open("a.sh")?;
    OpenOptions::new().write(true).create(true).mode(0o644u32).open("orders.txt")
}
