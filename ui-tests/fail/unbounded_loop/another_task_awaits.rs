use portcullis::prelude::*;

/// The task awaits; the loop that starts it does not.
#[capability(read)]
async fn start(number: u32) -> u32 {
    let mut started = number;
    loop { //~ P503
        let later = async {
            tokio::task::yield_now().await;
        };
        drop(later);
        started = started.wrapping_add(1);
    }
}

fn main() {}
