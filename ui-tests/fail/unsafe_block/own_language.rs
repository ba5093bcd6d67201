use portcullis::prelude::*;

macro_rules! talk {
    (say $what:expr) => { $what };
    (kind $what:ty) => { None::<$what> };
    (declare static mut $name:ident) => { 1_u32 };
}

unsafe fn danger(number: u32) -> u32 {
    number
}

/// A macro with a language that is no Rust.
#[capability(read)]
fn talk(number: u32) -> u32 {
    let first = talk!(say unsafe { danger(number) }); //~ P206
    let second = talk!(say unsafe { *[number].get_unchecked(0) }); //~ P206
    let none = talk!(kind *const u32); //~ P206
    let also_none = talk!(kind *mut u32); //~ P206
    let third = talk!(declare static mut TOTAL); //~ P206
    first + second + third + u32::from(none.is_none()) + u32::from(also_none.is_none())
}

fn main() {}
