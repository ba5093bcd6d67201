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

#[allow(unused_imports)]
use files::Permissions;

/// Opens files to everybody, where it is easily overlooked.
#[capability(write)]
fn nested(number: u32) -> u32 {
    const SHARED: u32 = 0o660;
    let mode = SHARED | 0o006;
    let done = vec![files::chmod("/run/orders", mode)]; //~ P606
    let open = |path: &str| files::chmod(path, 0o100666); //~ P606
    done.len() as u32 + open("/run/shop") + number
}

fn main() {}
