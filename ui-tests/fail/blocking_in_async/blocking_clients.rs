use portcullis::prelude::*;

/// Stand in for the crates, which this test does not depend on.
mod reqwest {
    pub mod blocking {
        pub fn get(_url: &str) -> u32 {
            1
        }
    }
}

mod ureq {
    pub fn get(_url: &str) -> u32 {
        1
    }
}

/// Asks a server, on its own thread.
#[capability(read)]
async fn ask(number: u32) -> u32 {
    let first = reqwest::blocking::get("https://example.com"); //~ P501
    let second = ureq::get("https://example.com"); //~ P501
    number + first + second
}

fn main() {}
