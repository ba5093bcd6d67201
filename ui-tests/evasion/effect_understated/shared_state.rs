use portcullis::prelude::*;
use portcullis::State;

struct Queue(std::sync::Mutex<Vec<u32>>);

/// A `State` counts as read, whatever is in it.
#[capability(read)]
fn post(#[grant] queue: State<Queue>, number: u32) -> u32 {
    if let Ok(mut queue) = queue.0.lock() {
        queue.push(number);
    }
    number
}

fn main() {}
