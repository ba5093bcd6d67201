use portcullis::prelude::*;

mod libloading {
    pub struct Library;

    impl Library {
        /// # Safety
        /// None is needed here.
        pub unsafe fn new(_path: &str) -> u32 {
            1
        }
    }
}
use libloading::Library as Shelf;

/// The file says what it is.
#[capability(write, allow(unsafe_block, reason = "the test is about another rule"))]
fn renamed(number: u32) -> u32 {
    number + unsafe { Shelf::new("liborders.so") }
}

fn main() {}
