use std::collections::HashMap;
use std::process::Command;

use portcullis::{capability, data};
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{ErrorData as McpError, tool, tool_router};
use schemars::JsonSchema;
use serde::Deserialize;
use tokio::process::Command as AsyncCommand;

#[derive(Deserialize, JsonSchema)]
pub struct ShellInput {
    /// The command line to run
    pub command: String,
    pub workdir: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
pub struct GrepInput {
    pub pattern: String,
    pub context: u8,
}

#[data]
pub struct LogQuestion {
    #[validate(length(max = 60))]
    pub unit: String,
    pub lines: u16,
}

#[derive(Clone)]
pub struct Toolbox {
    pub programs: HashMap<String, String>,
}

fn unavailable<E>(_: E) -> McpError {
    McpError::internal_error("not available", None)
}

#[tool_router]
impl Toolbox {
    //# bad
    #[tool(description = "Runs a command line and returns what it prints")]
    async fn shell(&self, Parameters(input): Parameters<ShellInput>) -> Result<String, McpError> {
        let mut command = AsyncCommand::new("bash");
        command.arg("-c").arg(&input.command);
        if let Some(dir) = input.workdir {
            command.current_dir(dir);
        }
        let output = command.output().await.map_err(unavailable)?;
        Ok(String::from_utf8_lossy(&output.stdout).into())
    }

    //# bad
    #[tool(description = "Searches the sources for a pattern")]
    async fn grep(&self, Parameters(GrepInput { pattern, context }): Parameters<GrepInput>) -> String {
        let line = format!("grep -rn -C {context} '{pattern}' src | head -n 200");
        let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
        match AsyncCommand::new(shell).args([flag, line.as_str()]).output().await {
            Ok(out) => String::from_utf8_lossy(&out.stdout).to_string(),
            Err(_) => String::new(),
        }
    }

    //# good
    #[tool(description = "Searches the sources for a fixed text")]
    async fn grep_fixed(&self, Parameters(GrepInput { pattern, context }): Parameters<GrepInput>) -> String {
        let context = format!("-C{context}");
        match AsyncCommand::new("grep").args(["-rnF", &context, "-e", &pattern, "src"]).output().await {
            Ok(out) => String::from_utf8_lossy(&out.stdout).to_string(),
            Err(_) => String::new(),
        }
    }

    //# good
    #[tool(description = "Prints the state of the working tree")]
    async fn git_status(&self, Parameters(input): Parameters<ShellInput>) -> Result<String, McpError> {
        let ShellInput { command, .. } = input;
        let command = if command == "short" { "git status --short" } else { "git status" };
        let out = AsyncCommand::new("sh").arg("-c").arg(command).output().await.map_err(unavailable)?;
        Ok(String::from_utf8_lossy(&out.stdout).into())
    }
}

//# bad
#[capability(read)]
pub fn unit_log(question: LogQuestion) -> Result<String, std::io::Error> {
    let pipeline = format!("journalctl -u {unit} | tail -n {}", question.lines, unit = question.unit);
    let output = std::process::Command::new("sh").args(vec!["-c".to_string(), pipeline]).output()?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

//# good
#[capability(read)]
pub fn unit_tail(question: LogQuestion) -> Result<String, std::io::Error> {
    let lines = question.lines.to_string();
    let output = Command::new("journalctl").args(["--unit", &question.unit, "-n", &lines]).output()?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

//# bad
pub async fn execute_plan(model: &dyn ChatModel, goal: &str) -> anyhow::Result<Vec<String>> {
    let reply = model.complete(goal).await?;
    let mut printed = Vec::new();
    for step in reply.lines().filter_map(|l| l.strip_prefix("$ ")) {
        let out = AsyncCommand::new("sh").arg("-c").arg(step).output().await?;
        printed.push(String::from_utf8_lossy(&out.stdout).into_owned());
    }
    Ok(printed)
}

#[async_trait::async_trait]
pub trait ChatModel: Send + Sync {
    async fn complete(&self, prompt: &str) -> anyhow::Result<String>;
}

//# good
pub async fn choose_check(model: &dyn ChatModel, goal: &str) -> anyhow::Result<String> {
    let reply = model.complete(goal).await?;
    let script = match reply.trim() {
        "tests" => "cargo test --quiet 2>&1 | tail -n 20",
        "format" => "cargo fmt --check",
        _ => anyhow::bail!("the model chose no known check"),
    };
    let out = AsyncCommand::new("sh").arg("-c").arg(script).output().await?;
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

//# bad
pub fn format_with(config: &HashMap<String, String>, file: &str) -> std::io::Result<bool> {
    let formatter = config.get("formatter").map(String::as_str).unwrap_or("rustfmt");
    let mut parts = formatter.split(' ');
    let program = parts.next().unwrap_or_default();
    Ok(Command::new(program).args(parts).arg(file).status()?.success())
}

//# good
pub fn format_file(file: &str) -> std::io::Result<bool> {
    let program = std::env::consts::OS;
    let formatter = if program == "windows" { "rustfmt.exe" } else { "rustfmt" };
    Ok(Command::new(formatter).arg("--").arg(file).status()?.success())
}
