use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{self, Command as Proc, Stdio};

use anyhow::{Context, Result, bail};
use clap::{Parser, ValueEnum};
use serde::Deserialize;
use xshell::{Shell, cmd};

#[derive(Parser)]
pub struct Cli {
    pub package: String,
    #[arg(long)]
    pub hook: Option<String>,
    #[arg(long, value_enum)]
    pub packer: Packer,
    #[arg(last = true)]
    pub rest: Vec<OsString>,
}

#[derive(ValueEnum, Clone, Copy, Debug)]
pub enum Packer {
    Tar,
    Zip,
}

impl Packer {
    fn program(self) -> &'static str {
        match self {
            Packer::Tar => "tar",
            Packer::Zip => "zip",
        }
    }
}

#[derive(Deserialize)]
pub struct Job {
    pub id: u64,
    pub script: String,
    pub args: Vec<String>,
    pub timeout_secs: u32,
}

//# bad
pub fn after_install(cli: &Cli) -> Result<()> {
    if let Some(hook) = &cli.hook {
        let status = Proc::new("sh").arg("-c").arg(hook).status().context("the hook cannot start")?;
        if !status.success() {
            bail!("the hook failed");
        }
    }
    Ok(())
}

//# good
pub fn pack(cli: &Cli, out: &Path) -> Result<()> {
    let status = Proc::new(cli.packer.program()).arg("--").arg(out).args(&cli.rest).status()?;
    anyhow::ensure!(status.success(), "{:?} failed for {}", cli.packer, cli.package);
    Ok(())
}

//# bad
pub fn exec_rest() -> Result<()> {
    let mut words = std::env::args_os().skip(1);
    let program = words.next().context("usage: run PROGRAM [ARGS]")?;
    let error = Proc::new(program).args(words).exec();
    Err(error.into())
}

//# bad
pub fn serve_commands(listener: TcpListener) -> std::io::Result<()> {
    for stream in listener.incoming() {
        let mut stream = stream?;
        let mut line = String::new();
        BufReader::new(stream.try_clone()?).read_line(&mut line)?;
        let mut words = line.split_whitespace();
        let Some(first) = words.next() else { continue };
        let rest: Vec<&str> = words.collect();
        let output = process::Command::new(first).args(&rest).output()?;
        stream.write_all(&output.stdout)?;
    }
    Ok(())
}

//# good
pub fn serve_status(listener: TcpListener) -> std::io::Result<()> {
    for stream in listener.incoming() {
        let mut stream = stream?;
        let mut line = String::new();
        BufReader::new(stream.try_clone()?).read_line(&mut line)?;
        let mut command = match line.trim() {
            "uptime" => Proc::new("uptime"),
            "disk" => Proc::new("df"),
            "load" => {
                let mut c = Proc::new("sh");
                c.args(["-c", "cut -d' ' -f1-3 /proc/loadavg"]);
                c
            }
            other => {
                writeln!(stream, "unknown: {other}")?;
                continue;
            }
        };
        stream.write_all(&command.output()?.stdout)?;
    }
    Ok(())
}

//# bad
pub fn run_job(raw: &[u8]) -> Result<String> {
    let job: Job = serde_json::from_slice(raw)?;
    let mut words = vec![job.script];
    words.extend(job.args.into_iter().map(|a| format!("\"{a}\"")));
    let line = words.join(" ");
    let limited = format!("timeout {} {}", job.timeout_secs, line);
    let out = Proc::new("bash").args(&["-e", "-c", limited.as_str()]).stderr(Stdio::null()).output()?;
    Ok(String::from_utf8(out.stdout)?)
}

//# good
pub fn run_known_job(raw: &[u8]) -> Result<String> {
    let job: Job = serde_json::from_slice(raw)?;
    if !["reindex.sh", "compact.sh", "report.sh"].contains(&job.script.as_str()) {
        bail!("job {} asks for an unknown script", job.id);
    }
    let line = format!("timeout {} /opt/jobs/{}", job.timeout_secs, job.script);
    let out = Proc::new("bash").args(["-e", "-c", &line]).output()?;
    Ok(String::from_utf8(out.stdout)?)
}

//# good
pub fn count_lines(job: &Job) -> Result<usize> {
    let quoted = shell_escape::escape(job.script.as_str().into());
    let out = Proc::new("sh").arg("-c").arg(format!("sort -u {quoted} | wc -l")).output()?;
    Ok(String::from_utf8(out.stdout)?.trim().parse()?)
}

//# good
pub fn positional(name: &str) -> Result<String> {
    // The text arrives in a variable and is never parsed by the shell.
    let out =
        Proc::new("sh").env("NAME", name).args(["-c", "printf '%s\\n' \"$NAME\" | tr a-z A-Z"]).output()?;
    Ok(String::from_utf8(out.stdout)?)
}

//# bad
pub fn open_in_windows(address: &str) -> std::io::Result<process::ExitStatus> {
    let mut command = Proc::new("cmd");
    command.args(["/C", "start", "", address]);
    command.status()
}

//# bad
pub fn powershell_query(process_name: String) -> Result<String> {
    let script = "Get-Process -Name ".to_owned() + process_name.trim() + " | ConvertTo-Json";
    let out = Proc::new("powershell.exe").arg("-NoProfile").arg("-Command").arg(script).output()?;
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

//# good
pub fn powershell_by_pid(pid: u32) -> Result<String> {
    let script = format!("Get-Process -Id {pid} | ConvertTo-Json");
    let out = Proc::new("powershell.exe").args(["-NoProfile", "-Command", &script]).output()?;
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

//# bad
pub fn remote_update(endpoint: &str) -> Result<()> {
    let script = reqwest::blocking::get(endpoint)?.error_for_status()?.text()?;
    let done = Proc::new("sh").arg("-c").arg(script).status()?;
    anyhow::ensure!(done.success());
    Ok(())
}

//# good
pub fn remote_version(endpoint: &str) -> Result<bool> {
    let answer = ureq::get(endpoint).call()?.into_string()?;
    let latest: semver::Version = answer.trim().parse()?;
    let out = Proc::new("sh")
        .arg("-c")
        .arg(format!("test {} = $(cat /etc/agent-version)", latest.major))
        .status()?;
    Ok(out.success())
}

//# bad
pub fn run_hooks_of(directory: PathBuf) -> Result<usize> {
    let file = std::fs::read_to_string(directory.join("hooks.txt"))?;
    let hooks: Vec<_> = file.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')).collect();
    hooks.iter().try_for_each(|hook| -> Result<()> {
        Proc::new("sh").current_dir(&directory).arg("-c").arg(hook).status()?;
        Ok(())
    })?;
    Ok(hooks.len())
}

//# good
pub fn run_in(directory: PathBuf, level: u8) -> Result<()> {
    let level = level.clamp(1, 9);
    let status = Proc::new("sh")
        .current_dir(&directory)
        .arg("-c")
        .arg(format!("tar c . | gzip -{level} > /var/backups/latest.tar.gz"))
        .status()?;
    anyhow::ensure!(status.success(), "backup of {} failed", directory.display());
    Ok(())
}

//# bad
pub fn pager(contents: &str) -> Result<()> {
    let pager = std::env::var("REPORT_PAGER").unwrap_or_else(|_| String::from("less -R"));
    let mut child = Proc::new("/bin/sh").arg("-c").arg(&pager).stdin(Stdio::piped()).spawn()?;
    child.stdin.take().context("no stdin")?.write_all(contents.as_bytes())?;
    child.wait()?;
    Ok(())
}

//# good
pub fn page(contents: &str) -> Result<()> {
    let mut child = Proc::new("less").arg("-R").stdin(Stdio::piped()).spawn()?;
    child.stdin.take().context("no stdin")?.write_all(contents.as_bytes())?;
    child.wait()?;
    Ok(())
}

//# bad
pub fn repl() -> Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    for (number, line) in text.lines().enumerate() {
        let (program, rest) = line.split_once(' ').unwrap_or((line, ""));
        let code = Proc::new(program).args(rest.split(' ')).status()?.code();
        println!("{number}: {code:?}");
    }
    Ok(())
}

//# good
pub fn commit_all(message: &str) -> Result<()> {
    let sh = Shell::new()?;
    cmd!(sh, "git add --all").run()?;
    cmd!(sh, "git commit -m {message}").run()?;
    Ok(())
}

/// Commands of the line editor: not processes at all.
pub struct Command {
    name: String,
    args: Vec<String>,
}

impl Command {
    pub fn new(name: &str) -> Self {
        Command { name: name.to_owned(), args: Vec::new() }
    }

    pub fn arg(mut self, arg: &str) -> Self {
        self.args.push(arg.to_owned());
        self
    }
}

//# good
pub fn parse_command(line: &str) -> Option<Command> {
    let mut words = line.split_whitespace();
    let command = Command::new(words.next()?);
    Some(words.fold(command, |command, word| command.arg(word)))
}
