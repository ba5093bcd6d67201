use portcullis::prelude::*;

macro_rules! object {
    ({ $($key:literal : $value:expr),* $(,)? }) => { vec![$(($key, $value)),*] };
}

/// Makes pairs, in a language of the macro's own.
#[capability(read)]
fn pairs(#[validate(length(max = 100))] text: String) -> u32 {
    let pairs = object!({
        "number": text.parse::<u32>().unwrap(), //~ P203
        "list": { vec![text.len() as u32].pop().unwrap() }, //~ P203
    });
    macro_rules! forced {
        ($what:expr) => { $what.unwrap() }; //~ P203
    }
    macro_rules! run {
        ($($body:tt)*) => { $($body)* };
    }
    run! {
        use std::option::Option as Maybe;
        let _number = Maybe::unwrap(text.parse::<u32>().ok()); //~ P203
    }
    pairs.iter().map(|(_, number)| *number).sum::<u32>() + forced!(text.parse::<u32>())
}

fn main() {}
