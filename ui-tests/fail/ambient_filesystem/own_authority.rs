use portcullis::prelude::*;
use portcullis::Dir;

struct Everything;

/// Opens a folder for itself instead of being granted one.
#[capability(read)]
fn own_authority(number: u32) -> Result<u32, Internal> {
    let root = Dir::<Everything>::open("/")?; //~ P601
    let again = portcullis::Dir::<Everything>::open("/")?; //~ P601
    drop((root, again));
    Ok(number)
}

fn main() {}
