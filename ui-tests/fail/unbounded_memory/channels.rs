use portcullis::prelude::*;
use tokio::sync::mpsc;

mod flume {
    pub fn unbounded<T>() -> (Vec<T>, Vec<T>) {
        (Vec::new(), Vec::new())
    }
}

/// Makes queues that take whatever comes.
#[capability(read)]
fn queues(number: u32) -> u64 {
    let (sender, _receiver) = mpsc::unbounded_channel::<u32>(); //~ P504
    let (one, _other) = flume::unbounded::<u32>(); //~ P504
    use tokio::sync::mpsc::unbounded_channel as endless;
    let (_sender, _receiver) = endless::<u32>(); //~ P504
    u64::from(number) + u64::from(sender.is_closed()) + one.len() as u64
}

fn main() {}
