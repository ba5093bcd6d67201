use portcullis::prelude::*;
use std::fs;

/// With an exception for the files, the waiting is left.
#[capability(read, allow(ambient_filesystem, reason = "one fixed file of the system"))]
async fn load(number: u32) -> Result<u32, Internal> {
    use std::fs::File;
    let text = std::fs::read_to_string("/etc/hostname")?; //~ P501
    let other = fs::read_to_string("/etc/hostname")?; //~ P501
    let file = File::open("/etc/hostname")?; //~ P501
    let kept = std::fs::read("/etc/hostname"); //~ P501
    let length = {
        use std::fs::*;
        let kept = metadata("/etc/hostname"); //~ P501
        kept.map_or(0, |metadata| metadata.len()) as usize
    };
    let kept = kept.map_or(0, |bytes| bytes.len()) + length;
    let third = tokio::task::yield_now().await;
    Ok(number + (kept + text.len() + other.len() + usize::from(third == ())) as u32 + file.metadata()?.len() as u32)
}

fn main() {}
