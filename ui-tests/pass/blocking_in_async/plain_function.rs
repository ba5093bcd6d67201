use portcullis::prelude::*;

const MOMENT: std::time::Duration = std::time::Duration::from_millis(1);

/// A plain `fn` may block: it has a thread of its own.
#[capability(read)]
fn plain(number: u32) -> Result<u32, Internal> {
    let (sender, receiver) = std::sync::mpsc::channel::<u32>();
    sender.send(number)?;
    std::thread::sleep(MOMENT);
    let sum = std::thread::scope(|scope| scope.spawn(|| number).join().unwrap_or(0));
    Ok(receiver.recv()? + sum)
}

fn main() {}
