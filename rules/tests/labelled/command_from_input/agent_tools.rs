//! Tools that a coding agent may call, and the capabilities of a build host.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use portcullis::prelude::*;
use rmcp::handler::server::wrapper::Parameters;
use rmcp::model::{CallToolResult, Content};
use rmcp::{ErrorData as McpError, schemars, tool, tool_router};
use serde::Deserialize;
use tokio::process::Command as Process;

#[derive(Debug, Deserialize, schemars::JsonSchema)]
pub struct RunParams {
    /// What to run.
    pub command: String,
    pub args: Vec<String>,
    pub cwd: Option<String>,
}

#[derive(Debug, Deserialize, schemars::JsonSchema)]
pub struct SearchParams {
    pub pattern: String,
    pub folder: String,
}

#[derive(Debug, Deserialize, schemars::JsonSchema)]
pub struct TaskParams {
    pub task: String,
    pub jobs: u8,
}

#[derive(Clone)]
pub struct Workshop {
    root: std::path::PathBuf,
}

fn said(output: &std::process::Output) -> CallToolResult {
    CallToolResult::success(vec![Content::text(String::from_utf8_lossy(&output.stdout).into_owned())])
}

#[tool_router]
impl Workshop {
    //# bad
    #[tool(description = "Searches the sources for a pattern")]
    async fn search(&self, Parameters(params): Parameters<SearchParams>) -> Result<CallToolResult, McpError> {
        let line = format!("grep -rn '{}' {} | head -200", params.pattern, params.folder);
        let output = Process::new("sh")
            .arg("-c")
            .arg(line)
            .current_dir(&self.root)
            .output()
            .await
            .map_err(|e| McpError::internal_error(e.to_string(), None))?;
        Ok(said(&output))
    }

    //# bad
    #[tool(description = "Runs a program of the workshop")]
    async fn run(&self, Parameters(params): Parameters<RunParams>) -> Result<CallToolResult, McpError> {
        let RunParams { command, args, .. } = params;
        let mut process = Process::new(command.trim());
        process.args(&args).current_dir(&self.root).kill_on_drop(true);
        match process.output().await {
            Ok(output) => Ok(said(&output)),
            Err(error) => Ok(CallToolResult::error(vec![Content::text(error.to_string())])),
        }
    }

    //# good
    #[tool(description = "Searches the sources for a fixed text")]
    async fn find_text(
        &self,
        Parameters(params): Parameters<SearchParams>,
    ) -> Result<CallToolResult, McpError> {
        let output = Process::new("grep")
            .args(["-rnF", "-e"])
            .arg(&params.pattern)
            .args(["--", "."])
            .current_dir(&self.root)
            .output()
            .await
            .map_err(|e| McpError::internal_error(e.to_string(), None))?;
        Ok(said(&output))
    }

    //# good
    #[tool(description = "Runs one of the workshop's tasks")]
    async fn task(&self, Parameters(params): Parameters<TaskParams>) -> Result<CallToolResult, McpError> {
        let script = match params.task.as_str() {
            "build" => "make clean && make all",
            "test" => "make check 2>&1 | tail -100",
            _ => return Err(McpError::invalid_params("there is no such task", None)),
        };
        let output = Process::new("sh")
            .args(["-c", script])
            .current_dir(&self.root)
            .output()
            .await
            .map_err(|e| McpError::internal_error(e.to_string(), None))?;
        Ok(said(&output))
    }

    //# good
    #[tool(description = "Builds with a number of jobs")]
    async fn build(&self, Parameters(params): Parameters<TaskParams>) -> Result<CallToolResult, McpError> {
        let jobs = params.jobs.clamp(1, 16);
        let output = Process::new("/bin/sh")
            .arg("-c")
            .arg(format!("ulimit -t 600; exec make -j{jobs} all"))
            .output()
            .await
            .map_err(|e| McpError::internal_error(e.to_string(), None))?;
        Ok(said(&output))
    }
}

//# bad
/// Counts the lines of files that match.
#[capability(read, timeout = "10s")]
async fn count_lines(call: &Call, pattern: BoundedString<200>) -> Result<u64, CountFailure> {
    call.note("tool", "wc");
    let mut script = String::from("find . -name ");
    script.push_str(pattern.as_str());
    script += " -print0 | xargs -0 cat | wc -l";
    let output = tokio::process::Command::new("bash").args(["-c", &script]).output().await?;
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().parse().map_err(|_| CountFailure::NoNumber)
}

#[failure]
enum CountFailure {
    #[public("the count is no number")]
    NoNumber,
    #[public("the count did not run")]
    Process(#[from] std::io::Error),
}

//# bad
/// Formats what the model wrote with the formatter that the project names.
pub fn reformat(project: &std::path::Path, language: &str) -> Result<()> {
    let settings = std::fs::read_to_string(project.join(".workshop.toml"))?;
    let table: toml::Table = settings.parse()?;
    let entry = table.get("formatters").and_then(|f| f.get(language)).and_then(|v| v.as_str());
    let Some(line) = entry else { bail!("no formatter for {language}") };
    let mut words = line.split_whitespace();
    let program = words.next().context("an empty formatter")?;
    let status = Command::new(program).args(words).current_dir(project).status()?;
    if !status.success() {
        bail!("the formatter failed");
    }
    Ok(())
}

//# bad
/// Carries out the plan that the model answered with, step after step.
pub async fn carry_out(
    client: &async_openai::Client<async_openai::config::OpenAIConfig>,
) -> Result<Vec<String>> {
    let request = crate::plan::request()?;
    let response = client.chat().create(request).await?;
    let answer = response.choices.first().and_then(|c| c.message.content.clone()).unwrap_or_default();
    let mut results = Vec::new();
    for step in answer.lines().filter_map(|l| l.strip_prefix("$ ")) {
        let mut shell = Process::new("/bin/bash");
        shell.stdin(Stdio::null()).arg("-lc");
        shell.arg(step);
        let output = shell.output().await?;
        results.push(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Ok(results)
}

//# good
/// Starts a server of the list that the binary was built with.
pub fn start_server(name: &str) -> Result<std::process::Child> {
    const SERVERS: &[(&str, &str)] =
        &[("files", "/usr/libexec/mcp-files"), ("clock", "/usr/libexec/mcp-clock")];
    let (_, program) = SERVERS.iter().find(|(known, _)| *known == name).context("an unknown server")?;
    Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("sh -c {program} did not start for {name}"))
}

//# good
pub async fn commit(workshop: &Workshop, message: &str) -> Result<()> {
    let status = Process::new("git")
        .args(["commit", "--quiet", "--all", "-m"])
        .arg(message)
        .current_dir(&workshop.root)
        .status()
        .await?;
    if !status.success() {
        bail!("git commit failed");
    }
    Ok(())
}
