use portcullis::prelude::*;

/// In a macro, in a closure.
#[capability(read)]
fn hidden(#[validate(range(max = 100))] number: u32) -> u32 {
    let list = vec![Box::leak(Box::new(number))]; //~ P509
    let more: Vec<&'static mut u32> = (0..number).map(|next| Box::leak(Box::new(next))).collect(); //~ P509
    (list.len() + more.len()) as u32
}

fn main() {}
