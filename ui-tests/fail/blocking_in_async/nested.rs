use portcullis::prelude::*;

const MOMENT: std::time::Duration = std::time::Duration::from_millis(1);

/// Holds its thread from a closure that runs at once.
#[capability(read)]
async fn nested(number: u32) -> u32 {
    (0..number).for_each(|_| std::thread::sleep(MOMENT)); //~ P501
    let twice = async {
        std::thread::sleep(MOMENT); //~ P501
    };
    twice.await;
    let closure = async || std::thread::sleep(MOMENT); //~ P501
    closure().await;
    async fn inner() {
        std::thread::sleep(MOMENT); //~ P501
    }
    inner().await;
    number
}

/// A plain `fn` that makes a future: the block is asynchronous.
#[capability(read)]
fn plain(number: u32) -> u32 {
    let _future = async { std::thread::sleep(MOMENT) }; //~ P501
    number
}

fn main() {}
