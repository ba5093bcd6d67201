use portcullis::prelude::*;

/// Is compiled into the program.
#[capability(read)]
fn compiled_in(number: u32) -> u32 {
    let first = option_env!("STRIPE_API_KEY").map_or(0, str::len); //~ P307
    let second = concat!("a", "b").len() + std::option_env!("DATABASE_PASSWORD").map_or(0, str::len); //~ P307
    let third = vec![option_env!("SIGNING_SECRET")]; //~ P307
    number + (first + second + third.len()) as u32
}

fn main() {}
