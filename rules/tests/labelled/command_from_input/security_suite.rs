//! Variations of one fault: sources, ways that a text takes, and what is started with it.

use std::collections::HashMap;
use std::ffi::OsString;
use std::io::{BufRead, Read};
use std::process::{Command, Stdio};

use actix_web::{HttpRequest, HttpResponse, web};
use axum::extract::{Path, Query};
use serde::Deserialize;
use tokio::process::Command as AsyncCommand;

#[derive(Deserialize)]
pub struct Ping {
    host: String,
    count: u8,
}

const PROGRAMS: &[&str] = &["/usr/bin/ping", "/usr/bin/dig"];

//# bad
fn first_argument() -> std::io::Result<std::process::ExitStatus> {
    let line = std::env::args().nth(1).unwrap_or_default();
    Command::new("sh").arg("-c").arg(line).status()
}

//# good
fn first_argument_not_to_a_shell() -> std::io::Result<std::process::ExitStatus> {
    let line = std::env::args().nth(1).unwrap_or_default();
    Command::new("printf").arg("%s\n").arg(line).status()
}

//# bad
fn environment() -> std::io::Result<Vec<u8>> {
    let editor = std::env::var_os("VIEWER").unwrap_or_else(|| OsString::from("less"));
    let output = Command::new(editor).arg("/etc/motd").stdin(Stdio::null()).output()?;
    Ok(output.stdout)
}

//# good
fn environment_for_the_child() -> std::io::Result<Vec<u8>> {
    let language = std::env::var("LANG").unwrap_or_else(|_| "C".into());
    let output = Command::new("/bin/bash").arg("-c").arg("date +%A").env("LANG", language).output()?;
    Ok(output.stdout)
}

//# bad
fn standard_input() -> std::io::Result<()> {
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let mut words = line.split_whitespace();
        if let Some(program) = words.next() {
            Command::new(program).args(words).spawn()?.wait()?;
        }
    }
    Ok(())
}

//# good
fn standard_input_chooses() -> std::io::Result<()> {
    for line in std::io::stdin().lock().lines() {
        let program = match line?.trim() {
            "list" => "ls",
            "who" => "whoami",
            _ => continue,
        };
        Command::new(program).spawn()?.wait()?;
    }
    Ok(())
}

//# bad
async fn extractor(Query(ping): Query<Ping>) -> Result<String, String> {
    let line = format!("ping -c {} {}", ping.count, ping.host);
    let output = AsyncCommand::new("/bin/sh").args(["-c", &line]).output().await.map_err(|_| "no ping")?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

//# good
async fn extractor_parsed(Query(ping): Query<Ping>) -> Result<String, String> {
    let host: std::net::IpAddr = ping.host.parse().map_err(|_| "no address")?;
    let line = format!("ping -c {} {host} | tail -1", ping.count);
    let output = AsyncCommand::new("/bin/sh").args(["-c", &line]).output().await.map_err(|_| "no ping")?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

//# good
async fn extractor_as_argument(Query(ping): Query<Ping>) -> Result<String, String> {
    let mut command = AsyncCommand::new("ping");
    command.arg("-c").arg(ping.count.to_string()).arg("--").arg(&ping.host);
    let output = command.output().await.map_err(|_| "no ping")?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

//# bad
async fn request_object(request: HttpRequest) -> HttpResponse {
    let tool = request.match_info().get("tool").unwrap_or("uptime");
    let path = String::from("/opt/tools/") + tool;
    match Command::new(&path).output() {
        Ok(output) => HttpResponse::Ok().body(output.stdout),
        Err(_) => HttpResponse::NotFound().finish(),
    }
}

//# good
async fn request_object_listed(request: HttpRequest) -> HttpResponse {
    let tool = request.match_info().get("tool").unwrap_or("uptime");
    let Some(path) = PROGRAMS.iter().find(|path| path.ends_with(tool)) else {
        return HttpResponse::NotFound().finish();
    };
    match Command::new(path).arg("--version").output() {
        Ok(output) => HttpResponse::Ok().body(output.stdout),
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}

//# bad
async fn body_in_steps(form: web::Form<HashMap<String, String>>) -> std::io::Result<Vec<u8>> {
    let mut script = vec!["set -e".to_owned()];
    for (name, value) in form.iter() {
        script.push(format!("export {name}={value}"));
    }
    let script = script.join("\n");
    let mut shell = Command::new("bash");
    let shell = shell.arg("-lc").arg(&script);
    Ok(shell.output()?.stdout)
}

//# good
async fn body_as_environment(form: web::Form<HashMap<String, String>>) -> std::io::Result<Vec<u8>> {
    let script = ["set -e", "env | sort"].join("\n");
    let mut shell = Command::new("bash");
    shell.env_clear().arg("-lc").arg(&script);
    for (name, value) in form.iter().filter(|(name, _)| name.starts_with("APP_")) {
        shell.env(name, value);
    }
    Ok(shell.output()?.stdout)
}

//# bad
async fn http_response(client: &reqwest::Client) -> Result<bool, Box<dyn std::error::Error>> {
    let answer: serde_json::Value = client.get("https://jobs.example.com/next").send().await?.json().await?;
    let Some(script) = answer["script"].as_str() else { return Ok(false) };
    let script = script.trim_end().to_string();
    let status = AsyncCommand::new("zsh").arg("-c").arg(script).status().await?;
    Ok(status.success())
}

//# good
async fn http_response_logged(client: &reqwest::Client) -> Result<bool, Box<dyn std::error::Error>> {
    let script = client.get("https://jobs.example.com/next").send().await?.text().await?;
    tracing::info!(%script, "the server proposed");
    let script = "make check";
    let status = AsyncCommand::new("sh").arg("-c").arg(script).status().await?;
    Ok(status.success())
}

//# bad
fn socket(mut stream: std::net::TcpStream) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    Read::by_ref(&mut stream).take(4096).read_to_end(&mut bytes)?;
    let (program, argument) = match String::from_utf8_lossy(&bytes).split_once('\0') {
        Some((program, argument)) => (program.to_owned(), argument.to_owned()),
        None => return Ok(()),
    };
    std::process::Command::new(program).arg(argument).spawn().map(drop)
}

//# good
fn socket_number(mut stream: std::net::TcpStream) -> std::io::Result<()> {
    let mut bytes = [0u8; 4];
    stream.read_exact(&mut bytes)?;
    let process = u32::from_be_bytes(bytes);
    Command::new("sh").arg("-c").arg(format!("kill -USR1 {process}")).status().map(drop)
}

//# bad
async fn windows_shell(Path(folder): Path<String>) -> std::io::Result<String> {
    let listing = AsyncCommand::new("cmd").args(["/C", "dir", folder.as_str()]).output().await?;
    Ok(String::from_utf8_lossy(&listing.stdout).to_string())
}

//# bad
fn quoted_by_hand(file: &str) -> std::io::Result<String> {
    let quoted = format!("\"{}\"", file.trim());
    let line = "wc -l < ".to_owned() + &quoted;
    let output = Command::new("sh").arg("-c").arg(line).output()?;
    Ok(String::from_utf8_lossy(&output.stdout).into())
}

//# good
fn quoted_by_a_crate(file: &str) -> Result<String, Box<dyn std::error::Error>> {
    let quoted = shlex::try_quote(file.trim())?;
    let line = format!("wc -l < {quoted}");
    let output = Command::new("sh").arg("-c").arg(line).output()?;
    Ok(String::from_utf8_lossy(&output.stdout).into())
}

//# good
fn own_type(name: &str) -> clap::Command {
    let name = name.to_owned();
    clap::Command::new(name).arg(clap::Arg::new("sh").short('c'))
}
