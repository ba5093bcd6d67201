use portcullis::State;
use portcullis::prelude::*;

struct Settings {
    listen: String,
}

mod server {
    pub fn bind(address: &str) -> usize {
        address.len()
    }
}

/// The source does not say where it listens.
#[capability(read)]
fn listen(#[grant] settings: State<Settings>) -> usize {
    server::bind(&settings.listen)
}

fn main() {}
