use portcullis::prelude::*;

mod executor {
    pub fn block_on<F: Future>(_future: F) -> u32 {
        1
    }
}
use executor::block_on;

/// Runs a runtime inside the runtime.
#[capability(read)]
async fn inside_out(number: u32) -> u32 {
    let first = block_on(async { number }); //~ P501
    let second = executor::block_on(async { number }); //~ P501
    let third = tokio::runtime::Handle::block_on(&tokio::runtime::Handle::current(), async { number }); //~ P501
    first + second + third
}

fn main() {}
