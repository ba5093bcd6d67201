use portcullis::prelude::*;

/// The same by names that the body gives.
#[capability(read)]
fn renamed(number: u32) -> u32 {
    use std::option::Option as Maybe;
    use std::unreachable as never;
    type Answer = std::result::Result<u32, ()>;
    let some = number.checked_add(1);
    if number == 7 {
        never!(); //~ P203
    }
    Maybe::unwrap(some) + Answer::unwrap(some.ok_or(())) //~ P203 P203
}

fn main() {}
