//! Stands in for the crate.

pub struct SslVerifyMode;

impl SslVerifyMode {
    pub const NONE: u8 = 0;
    pub const PEER: u8 = 1;
}

pub struct Connector(pub u8);

impl Connector {
    pub fn set_verify(&mut self, mode: u8) {
        self.0 = mode;
    }
}
