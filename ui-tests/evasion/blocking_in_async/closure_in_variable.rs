use portcullis::prelude::*;

/// The closure is called later.
#[capability(read)]
async fn kept(number: u32) -> u32 {
    let pause = || std::thread::sleep(std::time::Duration::from_millis(1));
    pause();
    number
}

fn main() {}
