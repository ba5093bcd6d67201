use axum::extract::{Query, State};
use clap::Parser;
use reqwest::{Certificate, Client, ClientBuilder};
use serde::Deserialize;
use std::path::Path;
use std::time::Duration;
use ureq::tls::{RootCerts, TlsConfig};

#[derive(Parser)]
pub struct Args {
    #[arg(long)]
    url: String,
    #[arg(long)]
    timeout: u64,
}

#[derive(Deserialize)]
pub struct Probe {
    pub url: String,
    pub skip_verify: bool,
}

#[derive(Clone, Default)]
pub struct Lints {
    accepted: Vec<&'static str>,
}

impl Lints {
    pub fn danger_accept_invalid_certs(mut self, on: bool) -> Self {
        if on {
            self.accepted.push("invalid_certs");
        }
        self
    }
}

pub struct Upstream {
    client: Client,
    base: String,
}

//# bad
pub fn client() -> reqwest::Result<Client> {
    Client::builder().timeout(Duration::from_secs(10)).danger_accept_invalid_certs(true).build()
}

//# bad
pub fn fetch_status(args: &Args) -> anyhow::Result<String> {
    let mut builder = reqwest::blocking::Client::builder();
    builder = builder.timeout(Duration::from_secs(args.timeout));
    builder = builder.danger_accept_invalid_hostnames(true);
    Ok(builder.build()?.get(&args.url).send()?.text()?)
}

impl Upstream {
    //# bad
    pub fn new(base: String) -> Self {
        let internal = true;
        let client = ClientBuilder::new()
            .pool_max_idle_per_host(4)
            .danger_accept_invalid_certs(internal)
            .build()
            .unwrap_or_default();
        Self { client, base }
    }

    //# good
    pub fn with_bundle(base: String, bundle: &Path) -> anyhow::Result<Self> {
        let pem = std::fs::read(bundle)?;
        let mut builder = Client::builder().tls_built_in_root_certs(false);
        for certificate in Certificate::from_pem_bundle(&pem)? {
            builder = builder.add_root_certificate(certificate);
        }
        Ok(Self { client: builder.build()?, base })
    }

    //# good
    pub async fn health(&self) -> reqwest::Result<bool> {
        let answer = self.client.get(format!("{}/health", self.base)).send().await?;
        Ok(answer.status().is_success())
    }
}

//# bad
pub async fn probe(Query(probe): Query<Probe>) -> Result<String, String> {
    let client = reqwest::Client::builder()
        .danger_accept_invalid_certs(probe.skip_verify)
        .build()
        .map_err(|_| "no client".to_owned())?;
    let answer = client.get(&probe.url).send().await.map_err(|_| "no answer".to_owned())?;
    Ok(answer.status().to_string())
}

//# bad
pub fn agent() -> ureq::Agent {
    let tls = TlsConfig::builder().disable_verification(true).build();
    ureq::Agent::config_builder().tls_config(tls).build().into()
}

//# bad
pub fn download(url: &str) -> Result<Vec<u8>, curl::Error> {
    let mut body = Vec::new();
    let mut easy = curl::easy::Easy::new();
    easy.url(url)?;
    easy.ssl_verify_peer(false)?;
    {
        let mut transfer = easy.transfer();
        transfer.write_function(|data| {
            body.extend_from_slice(data);
            Ok(data.len())
        })?;
        transfer.perform()?;
    }
    Ok(body)
}

//# bad
pub async fn mirror(source: &str) -> anyhow::Result<String> {
    use isahc::config::{Configurable, SslOption};
    use isahc::{AsyncReadResponseExt, Request, RequestExt};
    let mut answer = Request::get(source)
        .ssl_options(SslOption::DANGER_ACCEPT_INVALID_CERTS | SslOption::DANGER_ACCEPT_REVOKED_CERTS)
        .body(())?
        .send_async()
        .await?;
    Ok(answer.text().await?)
}

//# bad
pub fn legacy_agent() -> anyhow::Result<ureq::Agent> {
    let connector = native_tls::TlsConnector::builder().danger_accept_invalid_certs(true).build()?;
    Ok(ureq::AgentBuilder::new().tls_connector(std::sync::Arc::new(connector)).build())
}

//# bad
pub fn search_client(url: url::Url) -> anyhow::Result<elasticsearch::Elasticsearch> {
    use elasticsearch::cert::CertificateValidation;
    use elasticsearch::http::transport::{SingleNodeConnectionPool, TransportBuilder};
    let pool = SingleNodeConnectionPool::new(url);
    let transport = TransportBuilder::new(pool).cert_validation(CertificateValidation::None).build()?;
    Ok(elasticsearch::Elasticsearch::new(transport))
}

//# bad
pub async fn cluster() -> anyhow::Result<kube::Client> {
    let mut config = kube::Config::infer().await?;
    config.accept_invalid_certs = true;
    Ok(kube::Client::try_from(config)?)
}

//# bad
pub fn tuned(build: impl FnOnce(ClientBuilder) -> ClientBuilder) -> reqwest::Result<Client> {
    let relax = |builder: ClientBuilder| builder.danger_accept_invalid_certs(true).http1_only();
    relax(build(Client::builder())).build()
}

//# good
pub fn strict_client() -> reqwest::Result<Client> {
    Client::builder().danger_accept_invalid_certs(false).danger_accept_invalid_hostnames(false).build()
}

//# good
pub fn client_for(args: &Args) -> reqwest::Result<Client> {
    let skip_verify = false;
    Client::builder()
        .timeout(Duration::from_secs(args.timeout.clamp(1, 60)))
        .danger_accept_invalid_certs(skip_verify)
        .build()
}

//# good
pub fn lint_levels() -> Lints {
    Lints::default().danger_accept_invalid_certs(true)
}

//# good
pub fn explain(option: &str) -> &'static str {
    match option {
        "danger_accept_invalid_certs" => {
            "danger_accept_invalid_certs(true) turns the check of certificates off"
        }
        "disable_verification" => "disable_verification(true) is refused by this tool",
        _ => "unknown",
    }
}

//# good
pub fn agent_with_platform_roots() -> ureq::Agent {
    let tls =
        TlsConfig::builder().disable_verification(false).root_certs(RootCerts::PlatformVerifier).build();
    ureq::Agent::config_builder().tls_config(tls).build().into()
}

//# good
pub async fn probe_checked(
    State(client): State<Client>,
    Query(probe): Query<Probe>,
) -> Result<String, String> {
    if probe.skip_verify {
        return Err("certificates are always checked here".to_owned());
    }
    let answer = client.get(&probe.url).send().await.map_err(|_| "no answer".to_owned())?;
    Ok(answer.status().to_string())
}

//# good
pub fn fetch(url: &str) -> Result<u32, curl::Error> {
    let mut easy = curl::easy::Easy::new();
    easy.url(url)?;
    easy.ssl_verify_peer(true)?;
    easy.ssl_verify_host(true)?;
    easy.perform()?;
    easy.response_code()
}

//# good
pub async fn cluster_with_timeout() -> anyhow::Result<kube::Client> {
    let mut config = kube::Config::infer().await?;
    config.read_timeout = Some(Duration::from_secs(20));
    config.accept_invalid_certs = false;
    Ok(kube::Client::try_from(config)?)
}
