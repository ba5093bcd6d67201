use portcullis::prelude::*;

/// Stands in for `reqwest` and `curl`, which this test does not depend on.
mod client {
    #[derive(Default)]
    pub struct Builder {
        pub accept_invalid_certs: bool,
    }

    impl Builder {
        pub fn danger_accept_invalid_certs(self, _: bool) -> Self {
            self
        }
        pub fn danger_accept_invalid_hostnames(&mut self, _: bool) {}
        pub fn ssl_verify_peer(&mut self, _: bool) {}
        pub fn verify_hostname(self, _: bool) -> Self {
            self
        }
        pub fn trust_cert(&mut self) {}
    }
}
use client::Builder;

/// Turns the check off in the forms that clients have.
#[capability(read)]
fn flags(insecure: bool) -> bool {
    let accept = true;
    let mut builder = Builder::default().danger_accept_invalid_certs(accept); //~ P302
    if insecure {
        builder.danger_accept_invalid_hostnames(true); //~ P302
    }
    builder.ssl_verify_peer(false); //~ P302
    builder = builder.verify_hostname(false); //~ P302
    builder.trust_cert(); //~ P302
    builder.accept_invalid_certs = true; //~ P302
    let other = Builder { accept_invalid_certs: true }; //~ P302
    let list = vec![other.danger_accept_invalid_certs(insecure)]; //~ P302
    builder.accept_invalid_certs && list.is_empty()
}

fn main() {}
