// A tool server of rmcp with a backend module, which runs git through a shell.
//@ src/main.rs
mod git;
mod server;

use rmcp::transport::stdio;
use rmcp::ServiceExt;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let root = std::env::current_dir()?;
    let service = server::GitServer::new(git::Repository::new(root)).serve(stdio()).await?;
    service.waiting().await?;
    Ok(())
}

//@ src/server.rs
use rmcp::handler::server::router::tool::ToolRouter;
use rmcp::handler::server::wrapper::Parameters;
use rmcp::model::{CallToolResult, Content};
use rmcp::{schemars, tool, tool_handler, tool_router, ErrorData, ServerHandler};

use crate::git::Repository;

#[derive(Debug, serde::Deserialize, schemars::JsonSchema)]
pub struct LogRequest {
    /// Branch, tag or commit.
    pub revision: String,
    /// How many commits.
    pub count: Option<u8>,
}

#[derive(Clone)]
pub struct GitServer {
    repository: Repository,
    tool_router: ToolRouter<Self>,
}

#[tool_router]
impl GitServer {
    pub fn new(repository: Repository) -> Self {
        Self { repository, tool_router: Self::tool_router() }
    }

    #[tool(description = "Lists the last commits of a revision")]
    async fn log(&self, Parameters(request): Parameters<LogRequest>) -> Result<CallToolResult, ErrorData> {
        let count = request.count.unwrap_or(10);
        let lines = self
            .repository
            .log(&request.revision, count)
            .await
            .map_err(|_| ErrorData::internal_error("git failed", None))?;
        Ok(CallToolResult::success(vec![Content::text(lines)]))
    }
}

#[tool_handler]
impl ServerHandler for GitServer {}

//@ src/git.rs
use std::path::PathBuf;
use std::process::Stdio;

use tokio::process::Command;

#[derive(Clone)]
pub struct Repository {
    root: PathBuf,
}

impl Repository {
    pub fn new(root: PathBuf) -> Self {
        Self { root }
    }

    pub async fn log(&self, revision: &str, count: u8) -> std::io::Result<String> {
        self.run(&format!("git log --oneline -n {count} {revision} | cat")).await
    }

    async fn run(&self, script: &str) -> std::io::Result<String> {
        let output = Command::new("sh")
            .current_dir(&self.root)
            .arg("-c")
            .arg(script) //~ P208
            .stdin(Stdio::null())
            .output()
            .await?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}
