use portcullis::prelude::*;

/// Stands in for what the file imports of the standard library.
mod files {
    pub struct Permissions;

    impl Permissions {
        pub fn from_mode(_: u32) -> Self {
            Permissions
        }

        pub fn set_mode(&mut self, _: u32) {}
    }

    pub fn chmod(_: &str, _: u32) -> u32 {
        0
    }

    pub fn umask(_: u32) -> u32 {
        0
    }
}

use files::Permissions;

/// Opens files to everybody.
#[capability(write)]
fn modes(number: u32) -> u32 {
    let _ = Permissions::from_mode(0o777); //~ P606
    let mut permissions = Permissions::from_mode(0o600);
    permissions.set_mode(511); //~ P606
    files::umask(0); //~ P606
    number
}

fn main() {}
