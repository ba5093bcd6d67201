use portcullis::prelude::*;

/// Things of the program's own that connect, bind and get.
mod network {
    #[derive(Default)]
    pub struct Client(pub usize);
    pub struct Stations;

    impl Client {
        pub fn new() -> Self {
            Self(1)
        }
    }

    impl Stations {
        pub fn connect(name: &str) -> usize {
            name.len()
        }
        pub fn bind(&self, name: &str) -> usize {
            name.len()
        }
    }

    pub fn get(name: &str) -> usize {
        name.len()
    }
}
use network::{Client, Stations};

/// Connects stations of a table.
#[capability(read)]
fn plug_in(#[validate(length(max = 100))] name: String) -> usize {
    Stations::connect(&name) + Stations.bind(&name) + network::get(&name) + Client::new().0
}

fn main() {}
