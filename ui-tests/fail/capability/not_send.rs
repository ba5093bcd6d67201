use std::rc::Rc;

use portcullis::prelude::*;

/// Holds what cannot change threads while it waits.
#[capability(read)]
async fn wait(number: u32) -> u32 { //~ refused
    let shared = Rc::new(number);
    tokio::task::yield_now().await;
    *shared
}

fn main() {}
