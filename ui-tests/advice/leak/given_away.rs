use portcullis::prelude::*;

/// Says it in other ways.
#[capability(read)]
fn spelled(number: u32) -> u32 {
    use std::mem::{self, ManuallyDrop, forget as keep};
    keep(vec![number]); //~ P509
    mem::forget(vec![number]); //~ P509
    core::mem::forget(vec![number]); //~ P509
    vec![vec![number]].into_iter().for_each(std::mem::forget); //~ P509
    let kept = ManuallyDrop::new(vec![number]); //~ P509
    kept.len() as u32
}

fn main() {}
