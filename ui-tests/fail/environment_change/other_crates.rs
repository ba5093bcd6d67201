use portcullis::prelude::*;

/// Stand in for the crates, which this test does not depend on.
mod nix {
    pub mod sys {
        pub mod stat {
            pub fn umask(mask: u32) -> u32 {
                mask
            }
        }
    }

    pub mod unistd {
        pub fn chdir(_folder: &str) -> u32 {
            1
        }

        pub fn setuid(user: u32) -> u32 {
            user
        }
    }
}

mod libc {
    pub fn setenv(_name: &str, _value: &str) -> u32 {
        1
    }

    pub fn setlocale(_name: &str) -> u32 {
        1
    }
}

mod dotenvy {
    pub fn dotenv() -> Option<u32> {
        None
    }
}

/// By other ways.
#[capability(write)]
fn others(number: u32) -> u32 {
    let mask = nix::sys::stat::umask(0o077); //~ P603
    let folder = nix::unistd::chdir("/srv") + nix::unistd::setuid(1000); //~ P603 P603
    let variables = libc::setenv("A", "B") + dotenvy::dotenv().unwrap_or(1); //~ P603 P603
    number + mask + folder + variables + libc::setlocale("C") //~ P603
}

fn main() {}
