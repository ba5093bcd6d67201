use portcullis::prelude::*;
use std::ptr::NonNull;
use std::sync::OnceLock;

/// What is leaked here is made once, or somebody has it who may free it.
#[capability(read)]
fn kept(number: u32) -> u32 {
    let cell: OnceLock<&'static str> = OnceLock::new();
    let text = cell.get_or_init(|| String::from("text").leak()); //~ P509
    let pointer = NonNull::from(Box::leak(Box::new(number))); //~ P509
    text.len() as u32 + pointer.addr().get() as u32
}

/// A name is leaked by the first call, and by no other that sees it.
#[capability(read)]
fn known(#[validate(length(max = 40))] name: String) -> u32 {
    static KNOWN: OnceLock<&'static str> = OnceLock::new();
    if let Some(known) = KNOWN.get() {
        return known.len() as u32;
    }
    let leaked: &'static str = name.leak(); //~ P509
    KNOWN.get_or_init(|| leaked).len() as u32
}

fn main() {}
