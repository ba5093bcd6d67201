// The helper that makes the path follows links first and refuses what lies elsewhere; the tool opens what it gives back.
//@ src/main.rs
mod tools;
mod workspace;

use rmcp::{transport::stdio, ServiceExt};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let workspace = workspace::Workspace::open("/srv/workspace")?;
    tools::FileTools::new(workspace).serve(stdio()).await?.waiting().await?;
    Ok(())
}

//@ src/workspace.rs
use std::io;
use std::path::{Path, PathBuf};

#[derive(Clone, Debug)]
pub struct Workspace {
    root: PathBuf,
}

#[derive(Debug, thiserror::Error)]
pub enum ResolveError {
    #[error("no such file")]
    Missing(#[from] io::Error),
    #[error("not in the workspace")]
    Outside,
}

impl Workspace {
    pub fn open(root: impl AsRef<Path>) -> io::Result<Self> {
        Ok(Self { root: root.as_ref().canonicalize()? })
    }

    /// Where a file of the workspace lies.
    pub fn resolve(&self, relative: &str) -> Result<PathBuf, ResolveError> {
        let full = self.root.join(relative).canonicalize()?;
        if full.starts_with(&self.root) {
            Ok(full)
        } else {
            Err(ResolveError::Outside)
        }
    }
}

//@ src/tools.rs
use rmcp::handler::server::router::tool::ToolRouter;
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{schemars, tool, tool_handler, tool_router, ErrorData as McpError, ServerHandler};
use serde::Deserialize;

use crate::workspace::Workspace;

#[derive(Deserialize, schemars::JsonSchema)]
pub struct ReadFile {
    #[schemars(description = "path below the root of the workspace")]
    path: String,
}

#[derive(Clone)]
pub struct FileTools {
    workspace: Workspace,
    tool_router: ToolRouter<FileTools>,
}

#[tool_router]
impl FileTools {
    pub fn new(workspace: Workspace) -> Self {
        Self { workspace, tool_router: Self::tool_router() }
    }

    #[tool(description = "Reads a text file of the workspace")]
    async fn read_file(&self, Parameters(ReadFile { path }): Parameters<ReadFile>) -> Result<String, McpError> {
        let full = self.workspace.resolve(&path).map_err(|_| McpError::invalid_params("no such file", None))?;
        tokio::fs::read_to_string(&full).await.map_err(|_| McpError::internal_error("cannot be read", None))
    }
}

#[tool_handler]
impl ServerHandler for FileTools {}
