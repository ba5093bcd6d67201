use portcullis::prelude::*;

/// A future would look the same.
#[capability(read)]
async fn stored(number: u32) -> u32 {
    let (sender, receiver) = std::sync::mpsc::channel::<u32>();
    drop(sender);
    let next = receiver.recv();
    next.unwrap_or(number)
}

fn main() {}
