use portcullis::prelude::*;
use std::thread;
use std::time::Duration;

const MOMENT: Duration = Duration::from_millis(1);

/// Names it as people do.
#[capability(read)]
async fn imported(number: u32) -> u32 {
    thread::sleep(MOMENT); //~ P501
    use std::thread as threads;
    threads::sleep(MOMENT); //~ P501
    {
        use std::thread::sleep as pause;
        pause(MOMENT); //~ P501
    }
    {
        use std::thread::*;
        sleep(MOMENT); //~ P501
    }
    {
        use std::thread::{self, sleep};
        sleep(MOMENT); //~ P501
        thread::sleep(MOMENT); //~ P501
    }
    number
}

fn main() {}
