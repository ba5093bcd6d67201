//! Clients of TLS that trust anyone, and clients that check.

use std::env;
use std::sync::Arc;
use std::time::Duration;

use lettre::SmtpTransport;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use native_tls::TlsConnector;
use openssl::ssl::{SslConnector, SslMethod, SslRef, SslVerifyMode};
use openssl::x509::X509StoreContextRef;
use postgres_native_tls::MakeTlsConnector;
use reqwest::{Certificate, Client, ClientBuilder};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};

#[derive(Debug)]
struct Anyone;

#[derive(Debug)]
struct Pinned {
    fingerprint: [u8; 32],
}

//# bad
fn plain_form() -> reqwest::Result<Client> {
    Client::builder().danger_accept_invalid_certs(true).build()
}

//# bad
fn names_not_compared() -> reqwest::Result<reqwest::blocking::Client> {
    reqwest::blocking::ClientBuilder::new()
        .timeout(Duration::from_secs(5))
        .danger_accept_invalid_hostnames(true)
        .build()
}

//# bad
fn native() -> native_tls::Result<TlsConnector> {
    let mut builder = TlsConnector::builder();
    builder.danger_accept_invalid_certs(true);
    builder.build()
}

//# bad
fn openssl_without_verification() -> Result<SslConnector, openssl::error::ErrorStack> {
    let mut builder = SslConnector::builder(SslMethod::tls_client())?;
    builder.set_verify(SslVerifyMode::NONE);
    Ok(builder.build())
}

//# bad
fn callback_says_yes(ssl: &mut SslRef) {
    ssl.set_verify_callback(SslVerifyMode::PEER, |_preverified: bool, _context: &mut X509StoreContextRef| {
        true
    });
}

//# bad
fn rustls_dangerous(roots: RootCertStore) -> ClientConfig {
    let mut config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    config.dangerous().set_certificate_verifier(Arc::new(Anyone));
    config
}

impl ServerCertVerifier for Anyone {
    //# bad
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        checked(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        checked(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ED25519]
    }
}

//# bad
fn when_an_option_is_set(insecure: bool) -> reqwest::Result<Client> {
    let mut builder = ClientBuilder::new().user_agent("collector");
    if insecure {
        builder = builder.danger_accept_invalid_certs(true);
    }
    builder.build()
}

//# bad
fn constant_named_first() -> anyhow::Result<MakeTlsConnector> {
    const TRUST_ALL: bool = true;
    let connector = native_tls::TlsConnector::builder().danger_accept_invalid_certs(TRUST_ALL).build()?;
    Ok(MakeTlsConnector::new(connector))
}

//# bad
fn mail(host: &str) -> anyhow::Result<SmtpTransport> {
    let parameters = TlsParameters::builder(host.to_owned()).dangerous_accept_invalid_certs(true).build()?;
    Ok(SmtpTransport::relay(host)?.tls(Tls::Required(parameters)).build())
}

//# bad
fn builder_of_rustls() -> ClientConfig {
    rustls::ClientConfig::builder()
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Anyone))
        .with_no_client_auth()
}

//# bad
fn ureq_agent() -> ureq::Agent {
    let tls = ureq::tls::TlsConfig::builder().disable_verification(true).build();
    ureq::Agent::config_builder().tls_config(tls).build().into()
}

//# good
fn default_client() -> reqwest::Result<Client> {
    Client::builder().https_only(true).min_tls_version(reqwest::tls::Version::TLS_1_2).build()
}

//# good
fn own_authority(pem: &[u8]) -> reqwest::Result<Client> {
    let certificate = Certificate::from_pem(pem)?;
    Client::builder().add_root_certificate(certificate).danger_accept_invalid_certs(false).build()
}

//# good
fn native_with_defaults() -> native_tls::Result<TlsConnector> {
    let mut builder = native_tls::TlsConnector::builder();
    builder.min_protocol_version(Some(native_tls::Protocol::Tlsv12));
    builder.danger_accept_invalid_hostnames(false);
    builder.build()
}

//# good
fn openssl_with_peer() -> Result<SslConnector, openssl::error::ErrorStack> {
    let mut builder = SslConnector::builder(SslMethod::tls_client())?;
    builder.set_verify(SslVerifyMode::PEER | SslVerifyMode::FAIL_IF_NO_PEER_CERT);
    Ok(builder.build())
}

//# good
fn callback_that_looks(ssl: &mut SslRef) {
    ssl.set_verify_callback(SslVerifyMode::PEER, |preverified, context| {
        tracing::debug!(depth = context.error_depth(), preverified, "certificate");
        preverified
    });
}

//# good
fn roots_of_the_web() -> ClientConfig {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    ClientConfig::builder().with_root_certificates(roots).with_no_client_auth()
}

impl ServerCertVerifier for Pinned {
    //# good
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let digest = ring::digest::digest(&ring::digest::SHA256, end_entity);
        if digest.as_ref() != self.fingerprint {
            return Err(Error::InvalidCertificate(rustls::CertificateError::UnknownIssuer));
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        checked(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        checked(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ED25519]
    }
}

//# good
fn refuses_the_old_option() -> anyhow::Result<Client> {
    if env::var("ACCEPT_INVALID_CERTS").is_ok_and(|value| value == "true") {
        anyhow::bail!("danger_accept_invalid_certs(true) is gone: give a root certificate");
    }
    Ok(Client::new())
}

struct Mower {
    blades: u8,
}

impl Mower {
    fn dangerous(&self) -> bool {
        self.blades > 0
    }

    fn set_verify(&mut self, blades: u8) {
        self.blades = blades;
    }
}

//# good
fn garden(mower: &mut Mower) -> bool {
    mower.set_verify(2);
    mower.dangerous()
}

//# good
fn mail_checked(host: &str) -> anyhow::Result<SmtpTransport> {
    let parameters = TlsParameters::new(host.to_owned())?;
    Ok(SmtpTransport::starttls_relay(host)?.tls(Tls::Required(parameters)).build())
}

//# good
fn system_roots() -> anyhow::Result<Arc<ClientConfig>> {
    let mut roots = RootCertStore::empty();
    for certificate in rustls_native_certs::load_native_certs().certs {
        roots.add(certificate)?;
    }
    let mut config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols.push(b"h2".to_vec());
    Ok(Arc::new(config))
}

//# good
fn ureq_with_platform_roots() -> ureq::Agent {
    let tls = ureq::tls::TlsConfig::builder()
        .root_certs(ureq::tls::RootCerts::PlatformVerifier)
        .disable_verification(false)
        .build();
    ureq::Agent::config_builder().tls_config(tls).build().into()
}

fn checked(
    message: &[u8],
    cert: &CertificateDer<'_>,
    dss: &DigitallySignedStruct,
) -> Result<HandshakeSignatureValid, Error> {
    let provider = rustls::crypto::ring::default_provider();
    rustls::crypto::verify_tls12_signature(message, cert, dss, &provider.signature_verification_algorithms)
}
