use portcullis::prelude::*;
use portcullis::Dir;

/// Stands in for the crate, which this test does not depend on.
mod cap_std {
    pub fn ambient_authority() -> u32 {
        1
    }

    pub fn open_ambient_dir(_path: &str, authority: u32) -> u32 {
        authority
    }
}

struct Everything;

/// Opens a folder for itself instead of being granted one.
#[capability(read)]
fn own_authority(number: u32) -> Result<u32, Internal> {
    let root = Dir::<Everything>::open("/")?; //~ P601
    let again = portcullis::Dir::<Everything>::open("/")?; //~ P601
    drop((root, again));
    let folder = cap_std::open_ambient_dir("/", 1) + cap_std::ambient_authority(); //~ P601 P601
    Ok(number + folder)
}

fn main() {}
