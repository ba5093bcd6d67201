// A tool server that runs git through a shell, for a commit: a type of the backend holds hexadecimal digits and nothing else.
//@ src/main.rs
mod git;
mod server;

use rmcp::transport::stdio;
use rmcp::ServiceExt;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let root = std::env::current_dir()?;
    server::GitServer::new(git::Repository::new(root)).serve(stdio()).await?.waiting().await?;
    Ok(())
}

//@ src/server.rs
use rmcp::handler::server::router::tool::ToolRouter;
use rmcp::handler::server::wrapper::Parameters;
use rmcp::model::{CallToolResult, Content};
use rmcp::{schemars, tool, tool_handler, tool_router, ErrorData, ServerHandler};

use crate::git::{Commit, Repository};

#[derive(Debug, serde::Deserialize, schemars::JsonSchema)]
pub struct LogRequest {
    /// The digest of a commit.
    pub commit: String,
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

    #[tool(description = "Lists the commits before a commit")]
    async fn log(&self, Parameters(request): Parameters<LogRequest>) -> Result<CallToolResult, ErrorData> {
        let commit: Commit = request
            .commit
            .parse()
            .map_err(|_| ErrorData::invalid_params("a commit has 7 to 40 hexadecimal digits", None))?;
        let lines =
            self.repository.log(&commit).await.map_err(|_| ErrorData::internal_error("git failed", None))?;
        Ok(CallToolResult::success(vec![Content::text(lines)]))
    }
}

#[tool_handler]
impl ServerHandler for GitServer {}

//@ src/git/mod.rs
mod commit;
mod repository;

pub use commit::Commit;
pub use repository::Repository;

//@ src/git/commit.rs
use std::str::FromStr;

pub struct Commit(String);

#[derive(Debug)]
pub struct NoCommit;

impl FromStr for Commit {
    type Err = NoCommit;

    fn from_str(text: &str) -> Result<Self, NoCommit> {
        let is_digest = (7..=40).contains(&text.len()) && text.chars().all(|c| c.is_ascii_hexdigit());
        if is_digest { Ok(Self(text.to_ascii_lowercase())) } else { Err(NoCommit) }
    }
}

impl AsRef<str> for Commit {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

//@ src/git/repository.rs
use std::path::PathBuf;

use tokio::process::Command;

use super::Commit;

#[derive(Clone)]
pub struct Repository {
    root: PathBuf,
}

impl Repository {
    pub fn new(root: PathBuf) -> Self {
        Self { root }
    }

    pub async fn log(&self, commit: &Commit) -> std::io::Result<String> {
        let script = format!("git log --oneline -n 10 {} | cat", commit.as_ref());
        let output = Command::new("sh").current_dir(&self.root).arg("-c").arg(script).output().await?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}
