use portcullis::prelude::*;

/// Stand in for `reqwest` and `ureq`, which this test does not depend on.
mod reqwest {
    #[derive(Default)]
    pub struct Client;

    impl Client {
        pub fn new() -> Self {
            Self
        }
        pub fn builder() -> Self {
            Self
        }
        pub fn get(&self, address: &str) -> usize {
            address.len()
        }
    }

    pub fn get(address: &str) -> usize {
        address.len()
    }
}
mod ureq {
    pub fn post(address: &str) -> usize {
        address.len()
    }
}

/// Makes clients and asks with them, in a macro and in a closure as well.
#[capability(read)]
fn ask(number: u32) -> usize {
    let address = "https://rates.orchard.app/latest";
    let all = vec![reqwest::get(address), ureq::post(address)]; //~ P301 P301
    let later = || reqwest::Client::new().get(address); //~ P301
    let built = reqwest::Client::builder().get(address); //~ P301
    all.len() + later() + built + number as usize
}

fn main() {}
