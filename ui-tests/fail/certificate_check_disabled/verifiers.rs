use portcullis::prelude::*;

/// Stands in for `rustls`, which this test does not depend on.
mod rustls {
    pub struct ServerCertVerified;
    #[derive(Default)]
    pub struct ClientConfig;
    pub struct AnyServer;

    impl ServerCertVerified {
        pub fn assertion() -> Self {
            Self
        }
    }

    impl ClientConfig {
        pub fn dangerous(self) -> Self {
            self
        }
        pub fn with_custom_certificate_verifier(self, _: AnyServer) -> Self {
            self
        }
    }

    pub enum CertificateValidation {
        None,
    }
}
use rustls::{AnyServer, CertificateValidation, ClientConfig, ServerCertVerified};

/// Says yes to every certificate.
#[capability(read)]
fn verified(number: u32) -> u32 {
    let verify = || ServerCertVerified::assertion(); //~ P302
    drop(verify());
    drop(ClientConfig::default().dangerous().with_custom_certificate_verifier(AnyServer)); //~ P302
    let list = [CertificateValidation::None]; //~ P302
    number + list.len() as u32
}

fn main() {}
