use portcullis::prelude::*;

/// Other conditions are not test code.
#[capability(read)]
fn conditions(number: u32) -> u32 {
    let some = Some(number);
    #[cfg(not(test))]
    some.unwrap(); //~ P203
    #[cfg(any(test, unix, windows))]
    some.unwrap(); //~ P203
    #[allow(unused)]
    some.unwrap(); //~ P203
    #[cfg(debug_assertions)]
    fn checked() {
        panic!("never") //~ P203
    }
    number
}

fn main() {}
