use portcullis::prelude::*;

/// A plain function blocks, wherever it is.
#[capability(read)]
async fn nested(number: u32) -> u32 {
    fn pause() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    pause();
    number
}

fn main() {}
