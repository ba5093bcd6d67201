//! Identities of workloads: certificates, mesh configuration and checks at the door.

use std::collections::HashMap;

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;
use portcullis::SpiffeId as Id;
use rcgen::{CertificateParams, Ia5String, SanType};
use serde_json::{Value, json};
use spiffe::{SpiffeId, TrustDomain};

const TRUST_DOMAIN: &str = "example.com";
const PLANNER: &str = "spiffe://example.com/agent/planner/prod";

#[derive(Clone)]
pub struct Peer(pub String);

pub struct Workload {
    pub role: Role,
    pub environment: Environment,
    pub instance: u32,
}

#[derive(Clone, Copy, strum::Display)]
#[strum(serialize_all = "lowercase")]
pub enum Role {
    Planner,
    Buyer,
}

#[derive(Clone, Copy, strum::Display)]
#[strum(serialize_all = "lowercase")]
pub enum Environment {
    Prod,
    Staging,
}

//# bad
pub fn certificate_parameters(names: Vec<String>) -> Result<CertificateParams, rcgen::Error> {
    let mut parameters = CertificateParams::new(names)?;
    let uri = Ia5String::try_from("spiffe://example.com/workload")?;
    parameters.subject_alt_names.push(SanType::URI(uri));
    Ok(parameters)
}

//# good
pub fn certificate_parameters_of(workload: &Workload) -> Result<CertificateParams, rcgen::Error> {
    let mut parameters = CertificateParams::new(vec![format!("{}.internal", workload.role)])?;
    let uri = format!("spiffe://{TRUST_DOMAIN}/agent/{}/{}", workload.role, workload.environment);
    parameters.subject_alt_names.push(SanType::URI(Ia5String::try_from(uri)?));
    Ok(parameters)
}

//# bad
pub fn own_identity() -> Result<SpiffeId, spiffe::SpiffeIdError> {
    let segments = ["agent"];
    let domain = TrustDomain::new(TRUST_DOMAIN)?;
    SpiffeId::from_segments(domain, &segments)
}

//# good
pub fn own_identity_in(environment: Environment) -> Result<SpiffeId, spiffe::SpiffeIdError> {
    let domain = TrustDomain::new("spiffe://example.com")?;
    let environment = environment.to_string();
    SpiffeId::from_segments(domain, &["agent", "planner", &environment])
}

//# bad
pub async fn only_agents(request: Request, next: Next) -> Result<Response, StatusCode> {
    const EXPECTED: &str = "spiffe://example.com/agents";
    let peer = request.extensions().get::<Peer>().ok_or(StatusCode::UNAUTHORIZED)?;
    if peer.0 != EXPECTED {
        return Err(StatusCode::FORBIDDEN);
    }
    Ok(next.run(request).await)
}

//# good
pub async fn only_the_planner(request: Request, next: Next) -> Result<Response, StatusCode> {
    let peer = request.extensions().get::<Peer>().ok_or(StatusCode::UNAUTHORIZED)?;
    if !peer.0.starts_with("spiffe://") || peer.0 != PLANNER {
        return Err(StatusCode::FORBIDDEN);
    }
    Ok(next.run(request).await)
}

//# bad
pub fn entries() -> Value {
    json!([
        { "spiffe_id": PLANNER, "selectors": ["k8s:ns:planning"] },
        {
            "spiffe_id": "spiffe://example.com/host",
            "selectors": ["unix:uid:1000"],
        }
    ])
}

//# good
pub fn entries_of(workloads: &[Workload]) -> Vec<Value> {
    workloads
        .iter()
        .map(|workload| {
            let Workload { role, environment, .. } = workload;
            json!({
                "spiffe_id": format!("spiffe://{TRUST_DOMAIN}/agent/{role}/{environment}"),
                "trust_domain": format!("spiffe://{TRUST_DOMAIN}"),
            })
        })
        .collect()
}

//# bad
pub fn identity_of_instance(workload: &Workload) -> Result<Id, portcullis::SpiffeIdError> {
    let mut text = String::from("spiffe://");
    text.push_str(TRUST_DOMAIN);
    text += "/instance/";
    text += &workload.instance.to_string();
    Id::parse(&text)
}

//# good
pub fn explain(id: &str) -> Result<Id, String> {
    Id::parse(id).map_err(|_| {
        let form = "spiffe://<trust domain>/agent/<role>/<environment>";
        format!("{} characters that are no identity; it looks like {form}", id.len())
    })
}

//# good
pub fn audience_by_peer(peers: &[Peer]) -> HashMap<&str, &'static str> {
    // Whole identities are compared, never `spiffe://example.com/agent` alone.
    peers
        .iter()
        .filter_map(|peer| match peer.0.as_str() {
            PLANNER => Some((peer.0.as_str(), "plans")),
            "spiffe://example.com/agent/buyer/staging" => Some((peer.0.as_str(), "purchases")),
            _ => None,
        })
        .collect()
}

//# bad
pub fn audiences() -> HashMap<&'static str, Vec<&'static str>> {
    let default = "spiffe://example.com/default";
    HashMap::from([(PLANNER, vec!["plans", "orders"]), (default, vec!["orders"])])
}

//# good
pub fn buyers() -> Result<Vec<Id>, portcullis::SpiffeIdError> {
    let mut buyers = Vec::new();
    for environment in ["prod", "staging"] {
        buyers.push(Id::parse(&format!("spiffe://example.com/agent/buyer/{environment}"))?);
    }
    Ok(buyers)
}

//# good
pub fn trust_domain_of(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("spiffe://")?;
    let (domain, path) = rest.split_once('/')?;
    (!path.is_empty() && domain == TRUST_DOMAIN).then_some(domain)
}

//# good
pub fn trust_bundle_address(domain: &str) -> String {
    let endpoint = format!("https://spire.{domain}/bundle");
    tracing::info!(endpoint, "fetching the trust bundle of a spiffe:// domain");
    endpoint
}
