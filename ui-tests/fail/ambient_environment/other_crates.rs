use portcullis::prelude::*;

/// Stand in for the crates, which this test does not depend on.
mod dotenvy {
    pub fn var(_name: &str) -> Option<u32> {
        None
    }
}

mod libc {
    pub fn getenv(_name: &str) -> u32 {
        1
    }
}

mod envy {
    pub fn from_env() -> u32 {
        1
    }
}

/// By other ways.
#[capability(read)]
fn others(number: u32) -> u32 {
    let first = dotenvy::var("ORDERS").unwrap_or(1); //~ P307
    number + first + libc::getenv("ORDERS") + envy::from_env() //~ P307 P307
}

fn main() {}
