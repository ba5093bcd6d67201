use portcullis::prelude::*;

/// Says it in other ways.
#[capability(read)]
fn spelled(#[validate(length(max = 40))] name: String) -> u32 {
    use std::boxed::Box as Boxed;
    let first: &'static mut u32 = Boxed::leak(Boxed::new(1)); //~ P509
    let second: &'static mut str = String::leak(format!("{name}!")); //~ P509
    let third: &'static mut [u32] = std::vec::Vec::leak(vec![1, 2]); //~ P509
    let fourth: &'static mut str = name.leak(); //~ P509
    *first + second.len() as u32 + third.len() as u32 + fourth.len() as u32
}

fn main() {}
