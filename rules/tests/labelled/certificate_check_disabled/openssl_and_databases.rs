use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use openssl::ssl::{SslAcceptor, SslConnector, SslFiletype, SslMethod, SslVerifyMode};
use openssl::x509::X509VerifyResult;
use postgres_openssl::MakeTlsConnector;
use rumqttc::{MqttOptions, TlsConfiguration, Transport};
use std::time::Duration;
use tokio_postgres::Client;

pub struct Breaker {
    armed: bool,
    verify: VerifyLevel,
}

#[derive(Clone, Copy, PartialEq)]
pub enum VerifyLevel {
    None,
    Peer,
}

impl Breaker {
    pub fn set_verify(&mut self, level: VerifyLevel) {
        self.verify = level;
    }

    pub fn dangerous(&self) -> bool {
        self.armed
    }
}

//# bad
pub async fn connect(url: &str) -> anyhow::Result<Client> {
    let mut builder = SslConnector::builder(SslMethod::tls())?;
    builder.set_verify(SslVerifyMode::NONE);
    let connector = MakeTlsConnector::new(builder.build());
    let (client, connection) = tokio_postgres::connect(url, connector).await?;
    tokio::spawn(connection);
    Ok(client)
}

//# good
pub async fn connect_checked(url: &str, authority: &str) -> anyhow::Result<Client> {
    let mut builder = SslConnector::builder(SslMethod::tls())?;
    builder.set_ca_file(authority)?;
    builder.set_verify(SslVerifyMode::PEER);
    let connector = MakeTlsConnector::new(builder.build());
    let (client, connection) = tokio_postgres::connect(url, connector).await?;
    tokio::spawn(connection);
    Ok(client)
}

//# bad
pub fn connector_with_callback() -> Result<SslConnector, openssl::error::ErrorStack> {
    let mut builder = SslConnector::builder(SslMethod::tls_client())?;
    builder.set_verify_callback(SslVerifyMode::PEER, |_preverified, context| {
        tracing::debug!(depth = context.error_depth(), "certificate seen");
        true
    });
    Ok(builder.build())
}

//# good
pub fn connector_that_reports() -> Result<SslConnector, openssl::error::ErrorStack> {
    let mut builder = SslConnector::builder(SslMethod::tls_client())?;
    builder.set_verify_callback(SslVerifyMode::PEER, |preverified, context| {
        if !preverified && context.error() != X509VerifyResult::OK {
            tracing::warn!(error = %context.error(), "certificate refused");
        }
        preverified
    });
    Ok(builder.build())
}

//# bad
pub fn without_hostname(address: &str) -> anyhow::Result<Vec<u8>> {
    let connector = SslConnector::builder(SslMethod::tls())?.build();
    let configuration = connector.configure()?.verify_hostname(false);
    let stream = std::net::TcpStream::connect((address, 443))?;
    let stream = configuration.connect(address, stream)?;
    let certificate = stream.ssl().peer_certificate().ok_or_else(|| anyhow::anyhow!("no certificate"))?;
    Ok(certificate.to_der()?)
}

//# good
pub fn peer_certificate(address: &str) -> anyhow::Result<Vec<u8>> {
    let connector = SslConnector::builder(SslMethod::tls())?.build();
    let configuration = connector.configure()?.verify_hostname(true).use_server_name_indication(true);
    let stream = std::net::TcpStream::connect((address, 443))?;
    let stream = configuration.connect(address, stream)?;
    let certificate = stream.ssl().peer_certificate().ok_or_else(|| anyhow::anyhow!("no certificate"))?;
    Ok(certificate.to_der()?)
}

//# bad
pub fn relay(host: &str, lenient: Option<bool>) -> Result<Tls, lettre::transport::smtp::Error> {
    let mut parameters = TlsParameters::builder(host.to_owned());
    if lenient.unwrap_or(false) {
        parameters = parameters.dangerous_accept_invalid_certs(true);
    }
    Ok(Tls::Required(parameters.build()?))
}

//# good
pub fn relay_with_own_root(host: &str, root: &[u8]) -> Result<Tls, lettre::transport::smtp::Error> {
    let parameters =
        TlsParameters::builder(host.to_owned()).add_root_certificate(Certificate::from_pem(root)?).build()?;
    Ok(Tls::Required(parameters))
}

//# good
pub fn trip(breaker: &mut Breaker) -> bool {
    if breaker.dangerous() {
        breaker.set_verify(VerifyLevel::None);
    }
    breaker.verify == VerifyLevel::Peer
}

//# good
pub fn broker(host: &str, authority: Vec<u8>) -> MqttOptions {
    let mut options = MqttOptions::new("meter", host, 8883);
    options.set_keep_alive(Duration::from_secs(20));
    options.set_transport(Transport::Tls(TlsConfiguration::Simple {
        ca: authority,
        alpn: None,
        client_auth: None,
    }));
    options
}

//# good
pub fn acceptor(chain: &str, key: &str) -> Result<SslAcceptor, openssl::error::ErrorStack> {
    let mut builder = SslAcceptor::mozilla_modern_v5(SslMethod::tls())?;
    builder.set_certificate_chain_file(chain)?;
    builder.set_private_key_file(key, SslFiletype::PEM)?;
    builder.set_verify(SslVerifyMode::PEER | SslVerifyMode::FAIL_IF_NO_PEER_CERT);
    Ok(builder.build())
}

//# bad
pub async fn documents(uri: &str) -> mongodb::error::Result<mongodb::Client> {
    let mut options = mongodb::options::ClientOptions::parse(uri).await?;
    let tls = mongodb::options::TlsOptions::builder().allow_invalid_certificates(true).build();
    options.tls = Some(mongodb::options::Tls::Enabled(tls));
    mongodb::Client::with_options(options)
}
