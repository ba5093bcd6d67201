use portcullis::prelude::*;
use std::thread;

/// Starts threads.
#[capability(read)]
fn threads(number: u32) -> Result<u32, Internal> {
    let first = std::thread::spawn(move || number); //~ P505
    let second = thread::spawn(move || number); //~ P505
    let third = std::thread::Builder::new().name("third".into()).spawn(move || number)?; //~ P505
    let fourth = thread::Builder::new().spawn(move || number)?; //~ P505
    let all = [first, second, third, fourth];
    Ok(all.into_iter().map(|thread| thread.join().unwrap_or(0)).sum())
}

fn main() {}
