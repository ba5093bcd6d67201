use portcullis::prelude::*;

/// The same by other names.
#[capability(read)]
fn other_names(number: u32, numbers_are_fine: bool) -> u32 {
    let some = number.checked_add(1);
    let sum = Option::unwrap(some) //~ P203
        + std::option::Option::unwrap(some) //~ P203
        + Option::<u32>::unwrap(some) //~ P203
        + <Option<u32>>::unwrap(some) //~ P203
        + Result::unwrap(some.ok_or(())); //~ P203
    let all: Vec<u32> = [some].into_iter().map(Option::unwrap).collect(); //~ P203
    if numbers_are_fine {
        std::panic!("no"); //~ P203
    }
    if all.is_empty() {
        core::unreachable!(); //~ P203
    }
    sum
}

fn main() {}
