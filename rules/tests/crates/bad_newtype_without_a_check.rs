// A newtype that wraps whatever it is given, declared in a file of its own.
//@ src/main.rs
mod probe;
mod tools;
mod types;

use rmcp::{ServiceExt, transport::stdio};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    tools::Monitor.serve(stdio()).await?.waiting().await?;
    Ok(())
}

//@ src/types.rs
use std::fmt;

/// The name of a server.
#[derive(Clone, Debug)]
pub struct HostName(String);

impl HostName {
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for HostName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

//@ src/probe.rs
use crate::types::HostName;

pub async fn status(host: &HostName) -> Option<u16> {
    let url = format!("https://{host}/health");
    let answer = reqwest::get(url).await.ok()?; //~ P210
    Some(answer.status().as_u16())
}

pub async fn port_is_open(host: &HostName, port: u16) -> bool {
    tokio::net::TcpStream::connect((host.as_str(), port)).await.is_ok() //~ P210
}

//@ src/tools.rs
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{tool, tool_router};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::probe;
use crate::types::HostName;

#[derive(Deserialize, JsonSchema)]
pub struct StatusInput {
    pub server: String,
}

pub struct Monitor;

#[tool_router]
impl Monitor {
    #[tool(description = "Says whether a server is well")]
    async fn status(&self, Parameters(input): Parameters<StatusInput>) -> String {
        let host = HostName::new(input.server);
        let (status, mail) = (probe::status(&host).await, probe::port_is_open(&host, 25).await);
        format!("status {status:?}, mail {mail}")
    }
}
