use portcullis::prelude::*;

/// In a macro, in a closure, as a value.
#[capability(write)]
fn hidden(number: u32) -> usize {
    let list = vec![std::process::Command::new("date")]; //~ P602
    let make = |name: &str| std::process::Command::new(name).spawn().is_ok(); //~ P602
    let more: Vec<_> = ["a", "b"].into_iter().map(std::process::Command::new).collect(); //~ P602
    list.len() + more.len() + usize::from(make("c")) + number as usize
}

fn main() {}
