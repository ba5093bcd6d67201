use portcullis::prelude::*;
use std::env;
use std::fs::File;

/// Others can guess these names.
#[capability(read, allow(ambient_filesystem, reason = "the test is about another rule"))]
fn guessed(number: u32) -> Result<u32, Internal> {
    std::fs::write("/tmp/orders.pid", "1")?; //~ P510
    let name = format!("/var/tmp/export-{number}.csv");
    let file = File::create(&name)?; //~ P510
    let other = env::temp_dir().join(format!("orders-{}", std::process::id()));
    let second = File::create(&other)?; //~ P510
    let third = std::fs::OpenOptions::new().create(true).open("/dev/shm/orders")?; //~ P510
    let all = [file, second, third];
    Ok(all.len() as u32)
}

fn main() {}
