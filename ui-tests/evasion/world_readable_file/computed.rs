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

/// The mode is read while the program runs.
#[capability(write)]
fn computed(#[validate(length(max = 4))] mode: String) -> u32 {
    files::chmod("/run/orders", u32::from_str_radix(&mode, 8).unwrap_or_default())
}

fn main() {}
