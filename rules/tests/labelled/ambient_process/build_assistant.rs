//! Tools that help a model with a build, and their command line.

use clap::{Arg, ArgMatches, Command};
use duct::cmd;
use nix::sys::wait::waitpid;
use nix::unistd::{ForkResult, fork};
use octocrab::Octocrab;
use rmcp::ErrorData as McpError;
use rmcp::handler::server::wrapper::Parameters;
use rmcp::model::{CallToolResult, Content};
use rmcp::tool;
use serde::Deserialize;
use xshell::Shell;

#[derive(Deserialize, schemars::JsonSchema)]
pub struct BranchRequest {
    branch: String,
    depth: u8,
}

pub struct BuildServer {
    history: Vec<String>,
    hub: Octocrab,
}

//# good
fn command_line() -> Command {
    Command::new("assist")
        .about("helps with builds")
        .arg(Arg::new("port").long("port").default_value("8080"))
        .subcommand(Command::new("serve").about("serves on stdio"))
}

//# good
fn dispatch(matches: &ArgMatches) -> std::process::ExitCode {
    match matches.subcommand() {
        Some(("serve", _)) => std::process::ExitCode::SUCCESS,
        Some((command, _)) => {
            tracing::warn!(command, "is not known");
            std::process::ExitCode::from(2)
        }
        None => std::process::ExitCode::FAILURE,
    }
}

impl BuildServer {
    //# bad
    /// Says what has changed.
    #[tool(description = "Says what has changed in the working tree")]
    async fn changes(&self) -> Result<CallToolResult, McpError> {
        let shell = Shell::new().map_err(|e| McpError::internal_error(e.to_string(), None))?;
        let text = xshell::cmd!(shell, "git status --porcelain")
            .read()
            .map_err(|e| McpError::internal_error(e.to_string(), None))?;
        Ok(CallToolResult::success(vec![Content::text(text)]))
    }

    //# bad
    /// Shows the latest commits.
    #[tool(description = "Shows the latest commits")]
    async fn log(&self, Parameters(request): Parameters<BranchRequest>) -> Result<CallToolResult, McpError> {
        let depth = format!("-{}", request.depth);
        let text = cmd!("git", "log", "--oneline", depth, "main")
            .stderr_null()
            .read()
            .map_err(|e| McpError::internal_error(e.to_string(), None))?;
        Ok(CallToolResult::success(vec![Content::text(text)]))
    }

    //# good
    /// Forks the repository at the hub.
    #[tool(description = "Forks the repository")]
    async fn fork(&self) -> Result<CallToolResult, McpError> {
        let forked = self
            .hub
            .repos("rust-lang", "rust")
            .create_fork()
            .send()
            .await
            .map_err(|e| McpError::internal_error(e.to_string(), None))?;
        Ok(CallToolResult::success(vec![Content::text(forked.name)]))
    }

    //# good
    /// Tells a person which command to run.
    #[tool(description = "Tells which command checks a branch out")]
    async fn how_to(
        &self,
        Parameters(request): Parameters<BranchRequest>,
    ) -> Result<CallToolResult, McpError> {
        let last = self.history.last().map(String::as_str).unwrap_or("none");
        let text = format!("run `git fetch --depth {}`; the last command was {last}", request.depth);
        Ok(CallToolResult::success(vec![Content::text(text)]))
    }
}

//# bad
fn in_background(work: impl FnOnce()) -> nix::Result<()> {
    match unsafe { fork() }? {
        ForkResult::Parent { child } => waitpid(child, None).map(drop),
        ForkResult::Child => {
            work();
            std::process::exit(0)
        }
    }
}

//# bad
fn notify(title: &str) -> bool {
    let make = |program: &str| {
        let mut it = std::process::Command::new(program);
        it.arg("--").arg(title);
        it
    };
    ["notify-send", "kdialog"].into_iter().any(|program| make(program).spawn().is_ok())
}

//# bad
fn list_devices() -> Option<i32> {
    let line = std::ffi::CString::new("lsusb > /run/assist/devices").ok()?;
    let status = unsafe { libc::system(line.as_ptr()) };
    (status >= 0).then_some(status)
}
