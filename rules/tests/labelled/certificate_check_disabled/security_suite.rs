//! Variations of one fault: clients, the form of the flag, and verifiers of one's own.

use std::sync::Arc;

use native_tls::TlsConnector;
use openssl::ssl::{SslConnector, SslMethod, SslVerifyMode};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Options {
    pem: Vec<u8>,
    host: String,
    insecure: bool,
}

//# bad
fn native_certificates() -> native_tls::Result<TlsConnector> {
    TlsConnector::builder().danger_accept_invalid_certs(true).build()
}

//# good
fn native_certificates_checked() -> native_tls::Result<TlsConnector> {
    TlsConnector::builder().danger_accept_invalid_certs(false).use_sni(true).build()
}

//# bad
fn native_names(options: &Options) -> native_tls::Result<TlsConnector> {
    let mut builder = TlsConnector::builder();
    builder.add_root_certificate(native_tls::Certificate::from_pem(&options.pem)?);
    builder.danger_accept_invalid_hostnames(true);
    builder.build()
}

//# good
fn native_with_a_root(options: &Options) -> native_tls::Result<TlsConnector> {
    let mut builder = TlsConnector::builder();
    builder.add_root_certificate(native_tls::Certificate::from_pem(&options.pem)?);
    builder.min_protocol_version(Some(native_tls::Protocol::Tlsv12));
    builder.build()
}

//# bad
fn blocking_client() -> reqwest::Result<reqwest::blocking::Client> {
    let builder = reqwest::blocking::ClientBuilder::new();
    let builder = builder.timeout(std::time::Duration::from_secs(10));
    builder.danger_accept_invalid_certs(true).danger_accept_invalid_hostnames(true).build()
}

//# bad
fn flag_of_a_variable() -> reqwest::Result<reqwest::Client> {
    let accept = true;
    reqwest::Client::builder().danger_accept_invalid_certs(accept).build()
}

//# good
fn flag_that_was_turned() -> reqwest::Result<reqwest::Client> {
    let accept = true;
    tracing::debug!(accept, "cookies");
    let accept = false;
    reqwest::Client::builder().cookie_store(true).danger_accept_invalid_certs(accept).build()
}

//# bad
fn flag_of_the_options(options: Options) -> reqwest::Result<reqwest::Client> {
    let mut builder = reqwest::Client::builder().https_only(true);
    if options.insecure {
        builder = builder.danger_accept_invalid_certs(true);
    }
    builder.build()
}

//# good
fn root_of_the_options(options: Options) -> reqwest::Result<reqwest::Client> {
    let mut builder = reqwest::Client::builder().https_only(true);
    if options.insecure {
        tracing::warn!("`insecure` is not heeded any more; give a certificate");
    }
    let root = reqwest::Certificate::from_pem(&options.pem)?;
    builder = builder.tls_built_in_root_certs(false).add_root_certificate(root);
    builder.build()
}

//# bad
fn flag_of_the_environment() -> native_tls::Result<TlsConnector> {
    let verify = std::env::var("TLS_VERIFY").map_or(true, |text| text != "0");
    TlsConnector::builder().danger_accept_invalid_certs(!verify).build()
}

//# bad
fn openssl_mode() -> Result<SslConnector, openssl::error::ErrorStack> {
    let mut builder = SslConnector::builder(SslMethod::tls())?;
    builder.set_verify(SslVerifyMode::NONE);
    Ok(builder.build())
}

//# good
fn openssl_mode_of_a_peer() -> Result<SslConnector, openssl::error::ErrorStack> {
    let mut builder = SslConnector::builder(SslMethod::tls())?;
    // Not SslVerifyMode::NONE, which would take any certificate.
    builder.set_verify(SslVerifyMode::PEER | SslVerifyMode::FAIL_IF_NO_PEER_CERT);
    Ok(builder.build())
}

//# bad
fn openssl_callback() -> Result<SslConnector, openssl::error::ErrorStack> {
    let mut builder = SslConnector::builder(SslMethod::tls_client())?;
    builder.set_verify_callback(SslVerifyMode::PEER, |_verified, _context| true);
    Ok(builder.build())
}

//# good
fn openssl_callback_that_asks() -> Result<SslConnector, openssl::error::ErrorStack> {
    let mut builder = SslConnector::builder(SslMethod::tls_client())?;
    builder
        .set_verify_callback(SslVerifyMode::PEER, |verified, context| verified && context.error_depth() < 4);
    Ok(builder.build())
}

//# bad
fn openssl_names(
    stream: std::net::TcpStream,
    options: &Options,
) -> Option<openssl::ssl::SslStream<std::net::TcpStream>> {
    let connector = SslConnector::builder(SslMethod::tls()).ok()?.build();
    let mut configuration = connector.configure().ok()?;
    configuration.set_verify_hostname(false);
    configuration.connect(&options.host, stream).ok()
}

//# good
fn openssl_names_checked(
    stream: std::net::TcpStream,
    options: &Options,
) -> Option<openssl::ssl::SslStream<std::net::TcpStream>> {
    let connector = SslConnector::builder(SslMethod::tls()).ok()?.build();
    let mut configuration = connector.configure().ok()?;
    configuration.set_use_server_name_indication(false);
    configuration.set_verify_hostname(true);
    configuration.connect(&options.host, stream).ok()
}

#[derive(Debug)]
struct Anything;

#[derive(Debug)]
struct Logged(Arc<dyn ServerCertVerifier>);

impl ServerCertVerifier for Anything {
    //# bad
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        tracing::debug!(?server_name, "met");
        Ok(ServerCertVerified::assertion())
    }

    //# bad
    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ED25519]
    }
}

impl ServerCertVerifier for Logged {
    //# good
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let verified = self.0.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now);
        tracing::debug!(?server_name, trusted = verified.is_ok(), "met");
        verified
    }

    //# good
    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.0.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.0.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_verify_schemes()
    }
}

//# bad
fn rustls_configuration() -> ClientConfig {
    let builder = ClientConfig::builder();
    let builder = builder.dangerous().with_custom_certificate_verifier(Arc::new(Anything));
    builder.with_no_client_auth()
}

//# good
fn rustls_configuration_with_roots() -> ClientConfig {
    let mut roots = RootCertStore::empty();
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    ClientConfig::builder().with_root_certificates(roots).with_no_client_auth()
}
