use portcullis::prelude::*;

/// Stand in for the crates, which this test does not depend on.
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

mod libc {
    /// # Safety
    /// None is needed here.
    pub unsafe fn dlopen(_path: &str) -> u32 {
        1
    }
}

mod dlopen2 {
    pub mod wrapper {
        pub struct Container;

        impl Container {
            /// # Safety
            /// None is needed here.
            pub unsafe fn load(_path: &str) -> u32 {
                1
            }
        }
    }
}
use libloading::Library;

/// Opens what lies about.
#[capability(write, allow(unsafe_block, reason = "the test is about another rule"))]
fn open(number: u32) -> u32 {
    use dlopen2::wrapper::Container as Wrapped;
    let first = unsafe { libloading::Library::new("liborders.so") }; //~ P708
    let second = unsafe { Library::new("liborders.so") + libc::dlopen("liborders.so") }; //~ P708 P708
    number + first + second + unsafe { Wrapped::load("liborders.so") } //~ P708
}

fn main() {}
