// The text only chooses among programs that a table in another file names.
//@ src/main.rs
mod programs;
mod runner;
mod tools;

use rmcp::{ServiceExt, transport::stdio};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    tools::Checker.serve(stdio()).await?.waiting().await?;
    Ok(())
}

//@ src/programs.rs
const CHECKS: [(&str, &str); 3] = [("disk", "df -h /"), ("load", "uptime"), ("memory", "free -m | head -2")];

pub fn line_of(check: &str) -> Option<&'static str> {
    CHECKS.iter().find(|(name, _)| *name == check).map(|(_, line)| *line)
}

//@ src/runner.rs
use tokio::process::Command;

pub async fn run(line: &str) -> Option<String> {
    let output = Command::new("sh").arg("-c").arg(line).output().await.ok()?;
    String::from_utf8(output.stdout).ok()
}

//@ src/tools.rs
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{tool, tool_router};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{programs, runner};

#[derive(Deserialize, JsonSchema)]
pub struct CheckInput {
    pub check: String,
}

pub struct Checker;

#[tool_router]
impl Checker {
    #[tool(description = "Looks after the machine")]
    async fn check(&self, Parameters(input): Parameters<CheckInput>) -> String {
        match programs::line_of(&input.check) {
            Some(line) => runner::run(line).await.unwrap_or_default(),
            None => "there is no such check".to_owned(),
        }
    }
}
