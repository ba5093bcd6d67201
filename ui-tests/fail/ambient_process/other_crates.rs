use portcullis::prelude::*;

/// Stand in for the crates, which this test does not depend on.
mod nix {
    pub mod unistd {
        pub fn fork() -> u32 {
            1
        }

        pub fn execv(_path: &str) -> u32 {
            1
        }
    }
}

mod libc {
    pub fn system(_line: &str) -> u32 {
        1
    }
}

mod duct {
    macro_rules! cmd {
        ($program:expr) => {
            $program.len() as u32
        };
    }
    pub(crate) use cmd;
}

mod subprocess {
    pub struct Exec;

    impl Exec {
        pub fn shell(_line: &str) -> u32 {
            1
        }
    }
}

/// By other ways.
#[capability(write)]
fn others(number: u32) -> u32 {
    let forked = nix::unistd::fork() + nix::unistd::execv("/bin/date"); //~ P602 P602
    let line = libc::system("date > /dev/null") + subprocess::Exec::shell("date"); //~ P602 P602
    number + forked + line + duct::cmd!("date") //~ P602
}

fn main() {}
