// A hook's address goes through a list of hosts in another file, and what comes out of there is asked.
//@ src/main.rs
mod hooks;
mod outbound;

use axum::routing::post;
use axum::Router;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let outbound = outbound::Outbound::new(["hooks.example.org", "hooks.example.net"]);
    let app = Router::new().route("/hooks/try", post(hooks::try_hook)).with_state(outbound);
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:4100").await?, app).await?;
    Ok(())
}

//@ src/hooks.rs
use axum::extract::State;
use axum::http::StatusCode;
use axum::Json;
use serde::Deserialize;

use crate::outbound::{Outbound, OutboundError};

#[derive(Deserialize)]
pub struct TryHook {
    url: String,
}

pub async fn try_hook(State(outbound): State<Outbound>, Json(hook): Json<TryHook>) -> StatusCode {
    let url = match outbound.admit(&hook.url) {
        Ok(url) => url,
        Err(OutboundError::Malformed) => return StatusCode::UNPROCESSABLE_ENTITY,
        Err(OutboundError::Stranger) => return StatusCode::FORBIDDEN,
    };
    match outbound.client().post(url).body("ping").send().await {
        Ok(answer) if answer.status().is_success() => StatusCode::NO_CONTENT,
        _ => StatusCode::BAD_GATEWAY,
    }
}

//@ src/outbound.rs
use std::collections::HashSet;
use std::sync::Arc;

use reqwest::redirect::Policy;
use reqwest::Url;

#[derive(Clone)]
pub struct Outbound {
    client: reqwest::Client,
    hosts: Arc<HashSet<String>>,
}

#[derive(Debug)]
pub enum OutboundError {
    Malformed,
    Stranger,
}

impl Outbound {
    pub fn new<const N: usize>(hosts: [&str; N]) -> Self {
        let client = reqwest::Client::builder().redirect(Policy::none()).build().unwrap_or_default();
        Self { client, hosts: Arc::new(hosts.into_iter().map(str::to_owned).collect()) }
    }

    pub fn client(&self) -> &reqwest::Client {
        &self.client
    }

    /// The address, if it leads to one of the hosts.
    pub fn admit(&self, text: &str) -> Result<Url, OutboundError> {
        let url = Url::parse(text).map_err(|_| OutboundError::Malformed)?;
        let host = url.host_str().ok_or(OutboundError::Malformed)?;
        if url.scheme() != "https" || !self.hosts.contains(host) {
            return Err(OutboundError::Stranger);
        }
        Ok(url)
    }
}
