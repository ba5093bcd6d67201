use portcullis::prelude::*;

const MOMENT: std::time::Duration = std::time::Duration::from_millis(1);

/// Waits for a channel of the standard library.
#[capability(read)]
async fn channels(number: u32) -> Result<u32, Internal> {
    let (sender, receiver) = std::sync::mpsc::channel::<u32>();
    sender.send(number)?;
    let mut sum = receiver.recv()? + (receiver.recv())?; //~ P501 P501
    receiver.recv(); //~ P501
    let _ = receiver.recv(); //~ P501
    while let Ok(next) = receiver.recv() { //~ P501
        sum += next;
    }
    let Ok(next) = receiver.recv() else { return Ok(sum) }; //~ P501
    let last = match receiver.recv() { //~ P501
        Ok(last) => last + receiver.recv().map_err(|error| error)?, //~ P501
        Err(_) => receiver.recv().unwrap_or(0), //~ P501
    };
    let timed = receiver.recv_timeout(MOMENT); //~ P501
    let next = next + std::sync::mpsc::Receiver::recv(&receiver)?; //~ P501
    Ok(sum + next + last + timed.unwrap_or(0))
}

fn main() {}
