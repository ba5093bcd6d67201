use portcullis::prelude::*;

/// Doubles a number, and talks about it.
#[capability(read)]
fn double(number: u32) -> u64 {
    println!("doubling {number}"); //~ P401
    print!("doubling {number}"); //~ P401
    eprintln!("doubling {number}"); //~ P401
    eprint!("doubling {number}"); //~ P401
    let same = dbg!(number); //~ P401
    u64::from(same) * 2
}

fn main() {}
