use portcullis::prelude::*;

/// Stand in for the crates, which this test does not depend on.
mod libc {
    pub fn _exit(code: i32) -> i32 {
        code
    }

    pub fn abort() {}
}

mod nix {
    pub mod sys {
        pub mod signal {
            pub fn raise(number: i32) -> i32 {
                number
            }
        }
    }
}

/// Asks the operating system.
#[capability(read)]
fn by_system(number: i32) -> i32 {
    libc::abort(); //~ P508
    libc::_exit(number) + nix::sys::signal::raise(9) //~ P508 P508
}

fn main() {}
