use portcullis::prelude::*;

/// Stands in for clients, which this test does not depend on.
mod client {
    #[derive(Default)]
    pub struct Builder {
        pub accept_invalid_certs: bool,
    }
    pub struct SslVerifyMode;
    pub struct PlatformVerifier;

    impl SslVerifyMode {
        pub const NONE: u8 = 0;
        pub const PEER: u8 = 1;
    }

    impl Builder {
        pub fn danger_accept_invalid_certs(self, _: bool) -> Self {
            self
        }
        pub fn ssl_verify_peer(&mut self, _: bool) {}
        pub fn set_verify(&mut self, _: u8) {}
        pub fn set_verify_callback(&mut self, _: u8, asked: impl Fn(bool, u32) -> bool) -> bool {
            asked(false, 0)
        }
        pub fn with_custom_certificate_verifier(self, _: PlatformVerifier) -> Self {
            self
        }
    }
}
use client::{Builder, PlatformVerifier, SslVerifyMode};

/// Leaves the check on, and says so; a server that asks its clients for nothing.
#[capability(read)]
fn checks(strict: bool) -> bool {
    let accept = true;
    let accept = !accept;
    let mut builder = Builder { accept_invalid_certs: false }.danger_accept_invalid_certs(accept);
    builder = builder.danger_accept_invalid_certs(false);
    builder.ssl_verify_peer(true);
    builder.set_verify(SslVerifyMode::PEER);
    let mut acceptor = Builder::default();
    acceptor.set_verify(SslVerifyMode::NONE);
    drop(acceptor.with_custom_certificate_verifier(PlatformVerifier));
    builder.set_verify_callback(SslVerifyMode::PEER, |verified, depth| {
        if depth > 4 {
            return false;
        }
        verified || !strict
    })
}

fn main() {}
