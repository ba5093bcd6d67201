// A tool of rmcp, and the shell in another file under another name: `use crate::exec::run as execute`.
//@ src/main.rs
mod exec;
mod tools;

use rmcp::ServiceExt;
use rmcp::transport::stdio;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = tools::Desk::new().serve(stdio()).await?;
    service.waiting().await?;
    Ok(())
}

//@ src/tools.rs
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{ErrorData as McpError, tool, tool_router};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::exec::run as execute;

#[derive(Deserialize, JsonSchema)]
pub struct LogInput {
    /// The service whose log is wanted
    pub service: String,
}

pub struct Desk;

#[tool_router]
impl Desk {
    pub fn new() -> Self {
        Self
    }

    #[tool(description = "Shows the last lines of a service's log")]
    async fn log(&self, Parameters(input): Parameters<LogInput>) -> Result<String, McpError> {
        let line = format!("journalctl -u {} | tail -n 20", input.service);
        execute(&line).await.ok_or_else(|| McpError::internal_error("no log", None))
    }
}

//@ src/exec.rs
use tokio::process::Command;

/// Runs a line and gives what it prints.
pub async fn run(line: &str) -> Option<String> {
    let output = Command::new("bash").args(["-c", line]).output().await.ok()?; //~ P208
    String::from_utf8(output.stdout).ok()
}
