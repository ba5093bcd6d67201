use portcullis::prelude::*;

struct Library;

impl Library {
    /// # Safety
    /// None is needed here.
    unsafe fn new(_path: &str) -> u32 {
        1
    }
}

fn load() -> u32 {
    unsafe { Library::new("liborders.so") }
}

/// It is opened elsewhere.
#[capability(write)]
fn helped(number: u32) -> u32 {
    number + load()
}

fn main() {}
