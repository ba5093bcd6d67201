use portcullis::prelude::*;

macro_rules! talk {
    (say $what:expr) => { $what };
}

/// A macro with a language that is no Rust.
#[capability(read)]
fn talk(#[validate(length(max = 100))] name: String) -> Result<u64, Internal> {
    use std::fs as disk;
    let first = talk!(say ::std::fs::read(&name)?); //~ P601
    let second = talk!(say disk::read(&name)?); //~ P601
    let third = talk!(say [&name].map(std::fs::read::<&String>)); //~ P601
    Ok((first.len() + second.len() + third.len()) as u64)
}

fn main() {}
