use portcullis::prelude::*;

const MOMENT: std::time::Duration = std::time::Duration::from_millis(1);

/// Holds its thread.
#[capability(read)]
async fn hold(number: u32) -> u32 {
    std::thread::sleep(MOMENT); //~ P501
    std::thread::park_timeout(MOMENT); //~ P501
    if number == 7 {
        std::thread::park(); //~ P501
    }
    std::thread::scope(|_| ()); //~ P501
    number
}

fn main() {}
