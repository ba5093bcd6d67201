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

const EVERYBODY: u32 = 0o777;

/// The mode is a constant outside the body.
#[capability(write)]
fn constant_elsewhere(number: u32) -> u32 {
    files::chmod("/run/orders", EVERYBODY) + number
}

fn main() {}
