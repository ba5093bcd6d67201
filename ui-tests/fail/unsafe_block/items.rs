use portcullis::prelude::*;

/// Declares unsafe things.
#[capability(read)]
fn items(number: u32) -> u32 {
    unsafe trait Careful {} //~ P206
    struct Own;
    unsafe impl Careful for Own {} //~ P206
    unsafe fn raw(number: u32) -> u32 { //~ P206
        number
    }
    unsafe extern "C" { //~ P206
        safe fn abs(number: i32) -> i32;
    }
    #[unsafe(no_mangle)] //~ P206
    extern "C" fn exported_by_a_case() {}
    let pointer: unsafe fn(u32) -> u32 = raw;
    let _kept = (pointer, exported_by_a_case as extern "C" fn());
    number + abs(-1).unsigned_abs()
}

fn main() {}
