use portcullis::prelude::*;

#[capability(timeout = "5 parsecs", rate = "30/fortnight", colour = "red")] //~ refused refused refused refused
const fn find<T>(text: &str, (a, b): (u32, u32), _: &Call) -> impl Clone { //~ refused refused refused refused refused refused refused
    println!("{a}"); //~ P401
    b.checked_add(1).unwrap() //~ P203
}

/// And another function, which is at fault as well.
#[capability(read, burst = 0)] //~ refused
fn other(#[validate(length(max = 5))] number: u32) {} //~ refused

fn main() {}
