//! Programs and shell lines that come from outside, and processes that are started with fixed ones.

use std::env;
use std::ffi::OsString;
use std::io::{self, BufRead, Read};
use std::net::{TcpListener, UdpSocket};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use actix_web::{HttpResponse, Responder, get, post, web};
use axum::extract::Query;
use axum::http::HeaderMap;
use duct::cmd;
use serde::Deserialize;
use tokio::process::Command as AsyncCommand;
use xshell::Shell;

#[derive(Deserialize)]
struct Ping {
    host: String,
    count: u8,
}

#[derive(Deserialize)]
struct Hook {
    program: String,
    arguments: Vec<String>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Tool {
    Clippy,
    Fmt,
}

//# bad
fn program_from_arguments() -> io::Result<Output> {
    let program = env::args().nth(1).unwrap();
    Command::new(program).output()
}

//# bad
#[get("/ping")]
async fn ping_through_shell(query: web::Query<Ping>) -> impl Responder {
    let line = format!("ping -c {} {}", query.count, query.host);
    let output = Command::new("sh").arg("-c").arg(line).output().expect("sh runs");
    HttpResponse::Ok().body(output.stdout)
}

//# bad
async fn windows_shell(Query(ping): Query<Ping>) -> String {
    let mut command = AsyncCommand::new("cmd.exe");
    command.args(["/C", &("nslookup ".to_owned() + &ping.host)]);
    let output = command.output().await.unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

//# bad
fn editor(file: &Path) -> io::Result<()> {
    let editor = env::var("EDITOR").unwrap_or_else(|_| "vi".to_string());
    let line = format!("{editor} {}", file.display());
    Command::new("/bin/sh").args(["-c", line.as_str()]).status().map(drop)
}

//# bad
fn datagrams_name_programs(socket: &UdpSocket) -> io::Result<()> {
    let mut buffer = [0_u8; 512];
    let (length, _) = socket.recv_from(&mut buffer)?;
    let text = String::from_utf8_lossy(&buffer[..length]);
    let mut words = text.split_whitespace();
    if let Some(program) = words.next() {
        Command::new(program).args(words).spawn()?;
    }
    Ok(())
}

//# bad
#[post("/hooks")]
async fn run_hook(body: web::Json<Hook>) -> HttpResponse {
    let Hook { program, arguments } = body.into_inner();
    match AsyncCommand::new(&program).args(&arguments).status().await {
        Ok(status) if status.success() => HttpResponse::NoContent().finish(),
        _ => HttpResponse::BadGateway().finish(),
    }
}

//# bad
fn lines_of_stdin() -> io::Result<()> {
    for line in io::stdin().lock().lines() {
        let line = line?;
        let shell_line = line.trim();
        if shell_line.is_empty() {
            continue;
        }
        let mut shell = Command::new("bash");
        shell.arg("-lc");
        shell.arg(shell_line);
        shell.stdout(Stdio::null()).status()?;
    }
    Ok(())
}

//# bad
fn duct_shell(branch: &str) -> io::Result<String> {
    let script = ["git fetch origin ", branch, " && git checkout ", branch].concat();
    cmd!("sh", "-c", script).read()
}

//# bad
async fn header_through_closure(headers: HeaderMap) -> Option<Vec<u8>> {
    let converter = headers.get("x-converter").and_then(|value| value.to_str().ok()).map(|name| {
        let path = format!("/opt/converters/{name}");
        OsString::from(path)
    })?;
    let output = AsyncCommand::new(converter).arg("--version").output().await.ok()?;
    Some(output.stdout)
}

//# bad
fn script_over_tcp(listener: TcpListener) -> io::Result<()> {
    let (mut stream, peer) = listener.accept()?;
    let mut script = String::new();
    stream.read_to_string(&mut script)?;
    let wrapped = format!("set -e\n{script}\necho done for {peer}");
    let argv = vec!["-c".to_string(), wrapped];
    std::process::Command::new("zsh").args(argv).status()?;
    Ok(())
}

//# bad
fn remote_job() -> anyhow::Result<()> {
    let job: Hook = ureq::get("https://jobs.example.com/next").call()?.into_json()?;
    let joined = job.arguments.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(" ");
    let status = Command::new("sh").arg("-c").arg(format!("nice {} {joined}", job.program)).status()?;
    anyhow::ensure!(status.success());
    Ok(())
}

//# bad
fn powershell(user: String) -> io::Result<Output> {
    let query = "Get-ADUser -Identity '".to_owned() + user.as_str() + "'";
    Command::new("powershell").arg("-NoProfile").arg("-Command").arg(&query).output()
}

//# good
fn fixed_program_with_argument(file: &str) -> io::Result<Output> {
    Command::new("/usr/bin/file").arg("--brief").arg("--").arg(file).output()
}

//# good
#[get("/ping/direct")]
async fn ping_without_shell(query: web::Query<Ping>) -> impl Responder {
    let Ok(address) = query.host.parse::<std::net::IpAddr>() else {
        return HttpResponse::BadRequest().finish();
    };
    let count = query.count.clamp(1, 5).to_string();
    let output = Command::new("ping").args(["-c", &count, &address.to_string()]).output().expect("ping runs");
    HttpResponse::Ok().body(output.stdout)
}

//# good
async fn tool_of_an_enum(tool: Tool) -> io::Result<bool> {
    let program = match tool {
        Tool::Clippy => "cargo-clippy",
        Tool::Fmt => "cargo-fmt",
    };
    Ok(AsyncCommand::new(program).arg("--all").status().await?.success())
}

//# good
fn allow_list(name: &str) -> io::Result<Output> {
    let allowed = ["uptime", "df", "free"];
    if !allowed.contains(&name) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "unknown report"));
    }
    Command::new(name).output()
}

//# good
fn shell_line_of_constants() -> io::Result<Output> {
    const LIMIT: usize = 10;
    let line = format!("ps aux --sort=-rss | head -n {LIMIT}");
    Command::new("sh").arg("-c").arg(line).output()
}

//# good
fn shell_with_port(port: u16) -> io::Result<Output> {
    let line = format!("ss -ltn | grep ':{port} '");
    Command::new("sh").args(["-c", &line]).output()
}

//# good
fn own_executable(arguments: Vec<String>) -> io::Result<()> {
    let this = env::current_exe()?;
    Command::new(this).arg("worker").args(arguments.iter().filter(|it| it.starts_with("--"))).spawn()?;
    Ok(())
}

//# good
fn input_through_stdin(text: &str) -> io::Result<()> {
    use std::io::Write as _;
    let mut child = Command::new("sort").arg("-u").stdin(Stdio::piped()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(text.as_bytes())?;
    }
    child.wait().map(drop)
}

//# good
fn known_word_only(hook: &Hook) -> anyhow::Result<Output> {
    let program = match hook.program.as_str() {
        "gzip" => "/usr/bin/gzip",
        "xz" => "/usr/bin/xz",
        other => anyhow::bail!("{other} is no compressor"),
    };
    Ok(Command::new(program).arg("--keep").arg("--").args(&hook.arguments).output()?)
}

//# good
fn value_in_environment_of_script(branch: &str) -> io::Result<Output> {
    Command::new("sh")
        .arg("-c")
        .arg("git log --oneline \"$BRANCH\" -- | wc -l")
        .env("BRANCH", branch)
        .output()
}

mod chess {
    pub struct Command {
        text: String,
    }

    impl Command {
        pub fn new(text: &str) -> Self {
            Self { text: text.to_owned() }
        }

        pub fn arg(mut self, square: &str) -> Self {
            self.text.push_str(square);
            self
        }
    }
}

//# good
fn move_of_a_player(piece: &str, square: &str) -> chess::Command {
    chess::Command::new(piece).arg("-c").arg(square)
}

//# good
fn shell_macros_quote(shell: &Shell, message: &str) -> anyhow::Result<()> {
    xshell::cmd!(shell, "git commit --message {message}").run()?;
    Ok(())
}
