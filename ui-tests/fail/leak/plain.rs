use portcullis::prelude::*;

/// Gives things away for ever.
#[capability(read)]
fn give_away(number: u32) -> u32 {
    let first: &'static mut u32 = Box::leak(Box::new(number)); //~ P509
    let second = String::from("text").leak(); //~ P509
    let third = Vec::leak(vec![number]); //~ P509
    *first + second.len() as u32 + third.len() as u32
}

fn main() {}
