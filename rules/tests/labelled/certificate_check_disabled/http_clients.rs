use clap::Parser;
use reqwest::{Certificate, Client, ClientBuilder, Identity};
use serde::Deserialize;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

#[derive(Parser)]
pub struct Arguments {
    #[arg(long)]
    insecure: bool,
    #[arg(long)]
    ca: Option<PathBuf>,
    address: String,
}

#[derive(Deserialize)]
pub struct Settings {
    pub base: String,
    pub timeout_seconds: u64,
    pub bundle: Vec<u8>,
    pub accept_invalid: bool,
}

pub struct Inventory {
    client: Client,
    base: String,
}

pub struct AuditFlags {
    danger_accept_invalid_certs: bool,
    seen: u32,
}

impl AuditFlags {
    pub fn danger_accept_invalid_certs(mut self, seen: bool) -> Self {
        self.danger_accept_invalid_certs = seen;
        self
    }
}

//# bad
pub async fn fetch_status(address: &str) -> reqwest::Result<String> {
    let client = Client::builder().danger_accept_invalid_certs(true).build()?;
    client.get(address).send().await?.error_for_status()?.text().await
}

//# good
pub async fn fetch_status_page(address: &str) -> reqwest::Result<String> {
    let client =
        Client::builder().danger_accept_invalid_certs(false).timeout(Duration::from_secs(5)).build()?;
    client.get(address).send().await?.error_for_status()?.text().await
}

impl Inventory {
    //# bad
    pub fn connect(settings: &Settings) -> reqwest::Result<Self> {
        let mut builder = ClientBuilder::new().timeout(Duration::from_secs(settings.timeout_seconds));
        builder = builder.user_agent("inventory/2");
        builder = builder.danger_accept_invalid_hostnames(true);
        Ok(Self { client: builder.build()?, base: settings.base.clone() })
    }

    //# good
    pub fn with_bundle(settings: &Settings) -> reqwest::Result<Self> {
        let mut builder = ClientBuilder::new().timeout(Duration::from_secs(settings.timeout_seconds));
        for root in Certificate::from_pem_bundle(&settings.bundle)? {
            builder = builder.add_root_certificate(root);
        }
        Ok(Self { client: builder.tls_built_in_root_certs(false).build()?, base: settings.base.clone() })
    }
}

//# bad
pub fn from_arguments(arguments: &Arguments) -> anyhow::Result<Client> {
    let mut builder = reqwest::Client::builder();
    if arguments.insecure {
        tracing::warn!("the server's certificate is not checked");
        builder = builder.danger_accept_invalid_certs(true);
    }
    Ok(builder.build()?)
}

//# good
/// The old flag is still accepted, so that scripts go on; it does nothing but complain.
pub fn client_for(arguments: &Arguments) -> anyhow::Result<Client> {
    if arguments.insecure {
        tracing::warn!("--insecure (danger_accept_invalid_certs) was removed; give --ca instead");
    }
    let mut builder = reqwest::Client::builder();
    if let Some(path) = &arguments.ca {
        builder = builder.add_root_certificate(Certificate::from_pem(&std::fs::read(path)?)?);
    }
    Ok(builder.build()?)
}

//# bad
pub fn agent() -> Result<ureq::Agent, native_tls::Error> {
    let connector = native_tls::TlsConnector::builder()
        .min_protocol_version(Some(native_tls::Protocol::Tlsv12))
        .danger_accept_invalid_certs(true)
        .danger_accept_invalid_hostnames(true)
        .build()?;
    Ok(ureq::AgentBuilder::new().tls_connector(Arc::new(connector)).build())
}

//# good
pub fn agent_with_identity(pkcs12: &[u8], word: &str) -> Result<ureq::Agent, native_tls::Error> {
    let connector = native_tls::TlsConnector::builder()
        .min_protocol_version(Some(native_tls::Protocol::Tlsv12))
        .identity(native_tls::Identity::from_pkcs12(pkcs12, word)?)
        .build()?;
    Ok(ureq::AgentBuilder::new().tls_connector(Arc::new(connector)).build())
}

//# bad
pub fn lenient(settings: Settings) -> reqwest::Result<Client> {
    let trusting = !settings.base.is_empty() || settings.accept_invalid;
    let check_nothing = true;
    let builder = Client::builder();
    let builder = match trusting {
        true => builder.danger_accept_invalid_certs(check_nothing),
        false => builder,
    };
    builder.build()
}

//# good
pub fn mutual(pem: &[u8]) -> reqwest::Result<Client> {
    let identity = Identity::from_pem(pem)?;
    Client::builder().use_rustls_tls().https_only(true).identity(identity).build()
}

//# good
/// Counts how many clients of a project turn the check off.
pub fn audit(sources: &[String]) -> AuditFlags {
    let seen = sources.iter().filter(|s| s.contains(".danger_accept_invalid_certs(true)")).count();
    AuditFlags { danger_accept_invalid_certs: false, seen: seen as u32 }.danger_accept_invalid_certs(seen > 0)
}

//# bad
pub async fn probe_all(addresses: Vec<String>) -> Vec<(String, bool)> {
    let Ok(client) = reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(2))
        .tls_danger_accept_invalid_certs(true)
        .build()
    else {
        return Vec::new();
    };
    let mut results = Vec::new();
    for address in addresses {
        let up = client.head(&address).send().await.is_ok_and(|r| r.status().is_success());
        results.push((address, up));
    }
    results
}
