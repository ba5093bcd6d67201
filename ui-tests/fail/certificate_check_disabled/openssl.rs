use portcullis::prelude::*;

/// Stands in for `openssl`, which this test does not depend on.
mod openssl {
    pub struct SslVerifyMode;
    pub struct Builder;

    impl SslVerifyMode {
        pub const NONE: u8 = 0;
        pub const PEER: u8 = 1;
    }

    impl Builder {
        pub fn set_verify(&mut self, _: u8) {}
        pub fn set_verify_callback(&mut self, _: u8, asked: impl Fn(bool, u32) -> bool) -> bool {
            asked(false, 0)
        }
    }
}
use openssl::{Builder, SslVerifyMode};

/// Accepts every certificate by its mode, and by its callback.
#[capability(read)]
fn modes(depth: u32) -> bool {
    let mut builder = Builder;
    builder.set_verify(SslVerifyMode::NONE); //~ P302
    let first = builder.set_verify_callback(SslVerifyMode::PEER, |_, _| true); //~ P302
    let second = {
        builder.set_verify_callback(SslVerifyMode::PEER, |_, seen| { //~ P302
            drop(seen + depth);
            true
        })
    };
    let address = "rediss://cache.internal:6379/#insecure"; //~ P302
    first && second && !address.is_empty()
}

fn main() {}
