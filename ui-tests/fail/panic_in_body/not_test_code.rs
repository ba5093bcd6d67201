use portcullis::prelude::*;

struct Own {
    first: u32,
    second: u32,
}

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
    let _own = Own {
        first: some.unwrap(), //~ P203
        #[cfg(not(test))]
        second: some.unwrap(), //~ P203
        #[cfg(test)]
        second: some.unwrap(),
    };
    #[cfg(debug_assertions)]
    fn checked() {
        panic!("never") //~ P203
    }
    number
}

fn main() {}
