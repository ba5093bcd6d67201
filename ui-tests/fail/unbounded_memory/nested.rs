use portcullis::prelude::*;
use std::collections::HashMap;

/// Allocates in a closure, in a macro, behind a comparison with the wrong bound.
#[capability(read)]
fn nested(sizes: (u32, u32), least: usize) -> u64 {
    let make = |size: usize| String::with_capacity(size / 2); //~ P504
    let lists = vec![Vec::<u8>::with_capacity(sizes.0 as usize)]; //~ P504
    if least < 10 {
        return 0;
    }
    let map: HashMap<u8, u8> = HashMap::with_capacity(least); //~ P504
    let text = format!("{}", "=".repeat(least.max(20))); //~ P504
    (make(least).len() + lists.len() + map.len() + text.len()) as u64
}

fn main() {}
