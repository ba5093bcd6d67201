use portcullis::prelude::*;

/// Waits until a shipment has left.
#[capability(read)]
async fn wait_for(#[validate(range(max = 60))] seconds: u64) -> u64 {
    std::thread::sleep(std::time::Duration::from_secs(seconds));
    seconds
}
