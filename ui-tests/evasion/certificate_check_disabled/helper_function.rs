use portcullis::prelude::*;

mod client {
    #[derive(Default)]
    pub struct Builder;

    impl Builder {
        pub fn danger_accept_invalid_certs(self, _: bool) -> Self {
            self
        }
    }
}

fn lenient() -> client::Builder {
    client::Builder::default().danger_accept_invalid_certs(true)
}

/// The client is made in a function outside.
#[capability(read)]
fn fetch(number: u32) -> u32 {
    drop(lenient());
    number
}

fn main() {}
