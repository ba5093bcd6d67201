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

/// Modes for the owner, and numbers that are none.
#[capability(write)]
fn private(number: u32) -> u32 {
    let _ = Permissions::from_mode(0o600);
    files::chmod("/run/orders", 0o750);
    files::chmod("/tmp/orders", 0o1777);
    files::umask(0o077);
    let mode = 0o777 & number;
    if mode == 0o666 { 0o666 } else { mode }
}

fn main() {}
