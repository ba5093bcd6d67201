use portcullis::prelude::*;

macro_rules! object {
    ({ $($key:literal : $value:expr),* $(,)? }) => { [$($value),*] };
    ($($key:literal => $value:expr),* $(,)?) => { [$($value),*] };
    (use $path:ident; $($value:expr);*) => { [$($value),*] };
}

/// Constants are constants in the language of a macro as well.
#[capability(read)]
fn constants(number: u32) -> u32 {
    let first = object!({ "a": std::num::NonZeroU32::new(5).unwrap(), "b": std::num::NonZeroU32::new(6).unwrap() });
    let second = object!("a" => std::num::NonZeroU32::new(5).unwrap(), "b" => std::num::NonZeroU32::new(6).unwrap());
    let third = object!(use it; std::num::NonZeroU32::new(5).unwrap(); std::num::NonZeroU32::new(6).unwrap());
    number + first[0].get() + second[0].get() + third[0].get()
}

fn main() {}
