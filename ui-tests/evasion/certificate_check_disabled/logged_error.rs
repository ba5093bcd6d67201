use portcullis::prelude::*;

mod rustls {
    pub struct ServerCertVerified;

    impl ServerCertVerified {
        pub fn assertion() -> Self {
            Self
        }
    }

    pub fn verify(print: &str) -> Result<(), String> {
        if print.is_empty() { Err("empty".into()) } else { Ok(()) }
    }
}
use rustls::ServerCertVerified;

/// The answer of the one that checks is counted, and that is all.
#[capability(read)]
fn verified(#[validate(length(max = 64))] print: String) -> usize {
    let mut failures = 0;
    if rustls::verify(&print).is_err() {
        failures += 1;
    }
    drop(ServerCertVerified::assertion());
    failures
}

fn main() {}
