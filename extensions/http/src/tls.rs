//! TLS by one provider, passed explicitly; the roots are the operating system's unless the owner names his own.

use std::sync::{Arc, OnceLock};

use rustls::client::{ClientConfig, Resumption};
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{RootCertStore, version};

use crate::{GrantFault, TlsFault};

/// Whom a connection trusts.
#[derive(Debug, Clone)]
pub(crate) enum Trust {
    /// The certificates of this machine.
    Machine,
    /// These alone, and how many they are.
    Only { config: Arc<ClientConfig>, certificates: usize },
}

impl Trust {
    /// Trusts the certificates of a PEM text, and no others.
    pub(crate) fn only(pem: &[u8]) -> Result<Self, GrantFault> {
        let mut roots = RootCertStore::empty();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let certificate = certificate.map_err(|_| GrantFault::Certificates)?;
            roots.add(certificate).map_err(|_| GrantFault::Certificates)?;
        }
        if roots.is_empty() {
            return Err(GrantFault::Certificates);
        }
        let certificates = roots.len();
        let config = configure(roots).map_err(|_| GrantFault::Certificates)?;
        Ok(Trust::Only { config, certificates })
    }

    pub(crate) fn config(&self) -> Result<Arc<ClientConfig>, TlsFault> {
        // Read once in a process: it is a few hundred files.
        static MACHINE: OnceLock<Result<Arc<ClientConfig>, TlsFault>> = OnceLock::new();
        match self {
            Trust::Machine => MACHINE.get_or_init(of_the_machine).clone(),
            Trust::Only { config, .. } => Ok(config.clone()),
        }
    }
}

fn of_the_machine() -> Result<Arc<ClientConfig>, TlsFault> {
    let mut roots = RootCertStore::empty();
    // What cannot be read, or is no certificate of an authority, is trusted by nobody.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() { Err(TlsFault::NoRoots) } else { configure(roots) }
}

fn configure(roots: RootCertStore) -> Result<Arc<ClientConfig>, TlsFault> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&version::TLS13, &version::TLS12])
        .map_err(|_| TlsFault::Handshake)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    // A ticket of one authority's session is nothing for another's, and it tells a host who comes again.
    config.resumption = Resumption::disabled();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
