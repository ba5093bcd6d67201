// A helper in another file gives out a shell that waits for its line; the tool adds the line.
//@ src/main.rs
mod shell;
mod tools;

use rmcp::{ServiceExt, transport::stdio};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    tools::Builder.serve(stdio()).await?.waiting().await?;
    Ok(())
}

//@ src/shell.rs
use tokio::process::Command;

/// A shell that runs its next argument.
pub fn bash() -> Command {
    let mut command = Command::new("bash");
    command.current_dir("/srv/build").env_clear().arg("-e").arg("-c");
    command
}

//@ src/tools.rs
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{ErrorData as McpError, tool, tool_router};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::shell;

#[derive(Deserialize, JsonSchema)]
pub struct BuildInput {
    pub package: String,
    pub release: bool,
}

pub struct Builder;

#[tool_router]
impl Builder {
    #[tool(description = "Builds a package")]
    async fn build(&self, Parameters(input): Parameters<BuildInput>) -> Result<String, McpError> {
        let profile = if input.release { "--release" } else { "--locked" };
        let line = format!("cargo build {profile} -p {} 2>&1", input.package);
        let mut command = shell::bash();
        command.arg(&line); //~ P208
        let output = command.output().await.map_err(|_| McpError::internal_error("no build", None))?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}
