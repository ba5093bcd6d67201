use portcullis::prelude::*;

mod server {
    pub fn bind(address: &str) -> usize {
        address.len()
    }
}

fn open() -> usize {
    server::bind("0.0.0.0:8080")
}

/// The server is started in a function outside.
#[capability(read)]
fn listen(number: u32) -> usize {
    open() + number as usize
}

fn main() {}
