// The helper gives the input to a program as one argument, with no shell about it.
//@ src/main.rs
mod git;
mod tools;

use rmcp::{ServiceExt, transport::stdio};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let repository = git::Repository { folder: "/srv/repository".into() };
    tools::Historian { repository }.serve(stdio()).await?.waiting().await?;
    Ok(())
}

//@ src/git.rs
use std::path::PathBuf;

use tokio::process::Command;

pub struct Repository {
    pub folder: PathBuf,
}

impl Repository {
    pub async fn run(&self, words: &[&str]) -> std::io::Result<String> {
        let output = Command::new("git").current_dir(&self.folder).args(words).output().await?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

//@ src/tools.rs
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{ErrorData as McpError, tool, tool_router};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::git::Repository;

#[derive(Deserialize, JsonSchema)]
pub struct SearchInput {
    pub words: String,
    pub most: u8,
}

pub struct Historian {
    pub repository: Repository,
}

#[tool_router]
impl Historian {
    #[tool(description = "Finds commits by their message")]
    async fn search(&self, Parameters(input): Parameters<SearchInput>) -> Result<String, McpError> {
        let (grep, most) = (format!("--grep={}", input.words), format!("-n{}", input.most));
        let found = self.repository.run(&["log", "--oneline", &most, &grep]).await;
        found.map_err(|_| McpError::internal_error("no history", None))
    }
}
