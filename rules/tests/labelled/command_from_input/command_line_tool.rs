//! A task runner: reads tasks from a file, runs them, opens an editor.

use std::env;
use std::io::{self, BufRead};
use std::path::PathBuf;
use std::process::{Command, ExitStatus};

use anyhow::{Context, Result, bail};
use clap::Parser;
use clap::builder::Command as Cli;

#[derive(Parser)]
pub struct Args {
    /// The host on which to run.
    #[arg(long)]
    host: Option<String>,
    /// Which branch.
    branch: String,
    #[arg(long, default_value = "100")]
    lines: usize,
}

pub struct Task {
    name: String,
    line: String,
}

macro_rules! shell {
    ($($line:tt)*) => { Command::new("sh").arg("-c").arg(format!($($line)*)).status() };
}

//# bad
/// Runs each line of the standard input.
pub fn from_stdin() -> Result<usize> {
    let mut done = 0;
    for line in io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let status = std::process::Command::new("sh").args(["-c", line.as_str()]).status()?;
        anyhow::ensure!(status.success(), "{line} failed");
        done += 1;
    }
    Ok(done)
}

//# bad
pub fn remote_log(args: &Args) -> Result<String> {
    let command = match &args.host {
        Some(host) => format!("ssh {host} journalctl -n {}", args.lines),
        None => format!("journalctl -n {}", args.lines),
    };
    let shell = env::var("SHELL").unwrap_or_else(|_| "/bin/sh".into());
    let output = Command::new("sh").arg("-c").arg(&command).output().context(shell)?;
    Ok(String::from_utf8(output.stdout)?)
}

//# bad
pub fn run_all(tasks: &[Task]) -> io::Result<Vec<ExitStatus>> {
    tasks
        .iter()
        .map(|task| {
            println!("> {}", task.name);
            let mut shell = Command::new(if cfg!(windows) { "powershell" } else { "bash" });
            shell.arg(if cfg!(windows) { "-Command" } else { "-c" }).arg(&task.line).status()
        })
        .collect()
}

//# bad
pub fn checkout() -> Result<()> {
    let args = Args::parse();
    let steps =
        ["git fetch origin".to_owned(), "git switch ".to_owned() + &args.branch, "git pull".to_owned()];
    let script = steps.join(" && ");
    let (program, flag) = ("/bin/sh", "-ec");
    let status = Command::new(program).arg(flag).arg(script).status()?;
    if !status.success() {
        bail!("the checkout failed");
    }
    Ok(())
}

//# good
pub fn switch(args: &Args) -> Result<()> {
    if args.branch.starts_with('-') {
        bail!("{} is no branch", args.branch);
    }
    let status = Command::new("git").args(["switch", "--", &args.branch]).status()?;
    if !status.success() {
        bail!("sh: git switch {} failed", args.branch);
    }
    Ok(())
}

//# good
/// The command line of the tool itself, whose name is the project's.
pub fn cli(project: &str) -> Cli {
    Cli::new(project.to_owned()).about(format!("sh -c of {project}")).subcommand(Cli::new("run").alias("sh"))
}

//# good
pub fn tail(args: &Args) -> Result<String> {
    let lines = args.lines;
    let output = Command::new("sh").arg("-c").arg(format!("dmesg | tail -n {lines}")).output()?;
    Ok(String::from_utf8(output.stdout)?)
}

//# good
pub fn quoted(args: &Args) -> Result<ExitStatus> {
    let branch = shlex::try_quote(&args.branch)?;
    let line = format!("git log --oneline {branch} | head -20");
    Ok(Command::new("sh").arg("-c").arg(line).status()?)
}

//# good
pub fn prepare() -> io::Result<ExitStatus> {
    let folder = "target/prepared";
    shell!("mkdir -p {folder} && touch {folder}/.keep")
}

//# good
pub fn copy(files: &[PathBuf], to: &str) -> Result<()> {
    let script = "for f in \"$@\"; do printf '%s\\n' \"$f\"; done | sort";
    let status = Command::new("sh").args(["-c", script, "sh"]).args(files).status()?;
    println!("sh -c {script} ended with {status}; copying to {to}");
    Ok(())
}
