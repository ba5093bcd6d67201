use openssl::ssl::{SslAcceptor, SslConnector, SslFiletype, SslMethod, SslVerifyMode};
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use sha2::{Digest, Sha256};
use std::net::TcpStream;
use std::sync::Arc;

#[derive(Debug)]
pub struct AnyServer(rustls::crypto::CryptoProvider);

#[derive(Debug)]
pub struct Pinned {
    inner: Arc<WebPkiServerVerifier>,
    digest: [u8; 32],
}

pub struct Settings {
    pub host: String,
    pub ca: String,
    pub brokers: String,
}

pub enum Level {
    Calm,
    Grave,
}

impl Level {
    pub fn dangerous(&self) -> bool {
        matches!(self, Level::Grave)
    }
}

impl ServerCertVerifier for AnyServer {
    //# bad
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    //# bad
    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _cert: &CertificateDer<'_>,
        _dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    //# good
    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls13_signature(message, cert, dss, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

impl ServerCertVerifier for Pinned {
    //# good
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        self.inner.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)?;
        if Sha256::digest(end_entity).as_slice() != self.digest {
            return Err(rustls::Error::General("not the pinned certificate".to_owned()));
        }
        Ok(ServerCertVerified::assertion())
    }

    //# good
    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.inner.verify_tls12_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}

//# bad
pub fn tls_config(verifier: AnyServer) -> Arc<ClientConfig> {
    let mut config =
        ClientConfig::builder().with_root_certificates(RootCertStore::empty()).with_no_client_auth();
    config.dangerous().set_certificate_verifier(Arc::new(verifier));
    Arc::new(config)
}

//# bad
pub fn quic_client(provider: rustls::crypto::CryptoProvider) -> ClientConfig {
    ClientConfig::builder()
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(AnyServer(provider)))
        .with_no_client_auth()
}

//# bad
pub fn connector() -> Result<SslConnector, openssl::error::ErrorStack> {
    let mut builder = SslConnector::builder(SslMethod::tls())?;
    builder.set_verify(SslVerifyMode::NONE);
    Ok(builder.build())
}

//# bad
pub fn connector_with_callback(ca: &str) -> Result<SslConnector, openssl::error::ErrorStack> {
    let mut builder = SslConnector::builder(SslMethod::tls_client())?;
    builder.set_ca_file(ca)?;
    builder.set_verify_callback(SslVerifyMode::PEER, |_, _| true);
    Ok(builder.build())
}

//# bad
pub fn open_stream(host: &str, stream: TcpStream) -> anyhow::Result<openssl::ssl::SslStream<TcpStream>> {
    let connector = SslConnector::builder(SslMethod::tls())?.build();
    let mut setup = connector.configure()?;
    setup.set_verify_hostname(false);
    Ok(setup.connect(host, stream)?)
}

//# bad
pub async fn database(settings: &Settings) -> anyhow::Result<tokio_postgres::Client> {
    let tls = native_tls::TlsConnector::builder()
        .danger_accept_invalid_certs(true)
        .danger_accept_invalid_hostnames(true)
        .build()?;
    let tls = postgres_native_tls::MakeTlsConnector::new(tls);
    let (client, connection) = tokio_postgres::connect(&settings.host, tls).await?;
    tokio::spawn(connection);
    Ok(client)
}

//# bad
pub fn mysql_options(host: &str) -> mysql::OptsBuilder {
    let ssl = mysql::SslOpts::default().with_danger_accept_invalid_certs(true);
    mysql::OptsBuilder::new().ip_or_hostname(Some(host)).ssl_opts(ssl)
}

//# bad
pub async fn documents(uri: &str) -> mongodb::error::Result<mongodb::Client> {
    use mongodb::options::{ClientOptions, Tls, TlsOptions};
    let mut options = ClientOptions::parse(uri).await?;
    options.tls = Some(Tls::Enabled(TlsOptions::builder().allow_invalid_certificates(true).build()));
    mongodb::Client::with_options(options)
}

//# bad
pub fn consumer(settings: &Settings) -> rdkafka::error::KafkaResult<rdkafka::consumer::StreamConsumer> {
    rdkafka::ClientConfig::new()
        .set("bootstrap.servers", &settings.brokers)
        .set("security.protocol", "ssl")
        .set("enable.ssl.certificate.verification", "false")
        .create()
}

//# bad
pub fn mailer(host: &str) -> Result<lettre::SmtpTransport, lettre::transport::smtp::Error> {
    use lettre::transport::smtp::client::{Tls, TlsParameters};
    let parameters = TlsParameters::builder(host.to_owned()).dangerous_accept_invalid_certs(true).build()?;
    Ok(lettre::SmtpTransport::builder_dangerous(host).tls(Tls::Required(parameters)).build())
}

//# good
pub fn trusting_connector(ca: &str) -> Result<SslConnector, openssl::error::ErrorStack> {
    let mut builder = SslConnector::builder(SslMethod::tls())?;
    builder.set_ca_file(ca)?;
    builder.set_verify(SslVerifyMode::PEER);
    Ok(builder.build())
}

//# good
pub fn observing_connector() -> Result<SslConnector, openssl::error::ErrorStack> {
    let mut builder = SslConnector::builder(SslMethod::tls())?;
    builder.set_verify_callback(SslVerifyMode::PEER, |preverified, context| {
        if !preverified {
            tracing::warn!(depth = context.error_depth(), "certificate refused");
        }
        preverified
    });
    Ok(builder.build())
}

//# good
pub fn acceptor(key: &str, chain: &str, ca: &str) -> Result<SslAcceptor, openssl::error::ErrorStack> {
    let mut builder = SslAcceptor::mozilla_modern_v5(SslMethod::tls())?;
    builder.set_private_key_file(key, SslFiletype::PEM)?;
    builder.set_certificate_chain_file(chain)?;
    builder.set_ca_file(ca)?;
    builder.set_verify(SslVerifyMode::PEER | SslVerifyMode::FAIL_IF_NO_PEER_CERT);
    Ok(builder.build())
}

//# good
pub fn public_config() -> ClientConfig {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    ClientConfig::builder().with_root_certificates(roots).with_no_client_auth()
}

//# good
pub fn alarm(level: &Level) -> &'static str {
    if level.dangerous() { "call somebody" } else { "wait" }
}

//# good
pub async fn orders_database(settings: &Settings) -> anyhow::Result<tokio_postgres::Client> {
    let ca = native_tls::Certificate::from_pem(settings.ca.as_bytes())?;
    let tls =
        native_tls::TlsConnector::builder().add_root_certificate(ca).disable_built_in_roots(true).build()?;
    let tls = postgres_native_tls::MakeTlsConnector::new(tls);
    let (client, connection) = tokio_postgres::connect(&settings.host, tls).await?;
    tokio::spawn(connection);
    Ok(client)
}

//# good
pub fn producer(settings: &Settings) -> rdkafka::error::KafkaResult<rdkafka::producer::FutureProducer> {
    rdkafka::ClientConfig::new()
        .set("bootstrap.servers", &settings.brokers)
        .set("ssl.ca.location", &settings.ca)
        .set("enable.ssl.certificate.verification", "true")
        .set("enable.auto.commit", "false")
        .create()
}

//# good
pub fn relay(host: &str) -> Result<lettre::SmtpTransport, lettre::transport::smtp::Error> {
    use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
    let pem = std::fs::read("/etc/mail/ca.pem").unwrap_or_default();
    let parameters = TlsParameters::builder(host.to_owned())
        .add_root_certificate(Certificate::from_pem(&pem)?)
        .dangerous_accept_invalid_certs(false)
        .build()?;
    Ok(lettre::SmtpTransport::relay(host)?.tls(Tls::Required(parameters)).build())
}
