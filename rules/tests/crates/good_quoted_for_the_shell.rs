// What goes to a shell is quoted by a helper in another file.
//@ src/main.rs
mod quote;
mod search;
mod tools;

use rmcp::{ServiceExt, transport::stdio};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    tools::Finder.serve(stdio()).await?.waiting().await?;
    Ok(())
}

//@ src/quote.rs
use std::borrow::Cow;

/// One word of a shell, whatever is in it.
pub fn word(text: &str) -> String {
    shell_escape::unix::escape(Cow::Borrowed(text)).into_owned()
}

//@ src/search.rs
use tokio::process::Command;

use crate::quote;

pub async fn count(text: &str) -> std::io::Result<String> {
    let line = format!("grep -rhoF -e {} /srv/manual | sort | uniq -c", quote::word(text));
    let output = Command::new("sh").arg("-c").arg(line).output().await?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

//@ src/tools.rs
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{ErrorData as McpError, tool, tool_router};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::search;

#[derive(Deserialize, JsonSchema)]
pub struct CountInput {
    pub text: String,
}

pub struct Finder;

#[tool_router]
impl Finder {
    #[tool(description = "Counts where the manual says something")]
    async fn count(&self, Parameters(input): Parameters<CountInput>) -> Result<String, McpError> {
        search::count(&input.text).await.map_err(|_| McpError::internal_error("not searched", None))
    }
}
