use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;

pub fn open() -> io::Result<File> {
    let _ = OpenOptions::new().append(true).create(true).mode(0o777).open("a.sh")?;
    OpenOptions::new().write(true).create(true).mode(0o0666_u32).open("orders.txt")
}
