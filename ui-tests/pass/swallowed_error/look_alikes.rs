use std::fmt::Write;

use portcullis::prelude::*;

/// What cannot fail, and what nobody can do anything about.
#[capability(read)]
fn look_alikes(#[validate(length(max = 100))] text: String) -> usize {
    let (sender, receiver) = std::sync::mpsc::channel();
    let _ = sender.send(1);
    drop(receiver);
    let mut line = String::new();
    let _ = writeln!(line, "{text}");
    write!(line, "{text}").ok();
    let mut seen = std::collections::HashMap::new();
    let _ = seen.insert(1, 2);
    line.len()
}

fn main() {}
