//! Handlers that lean on programs of the system: conversions, look-ups, backups.

use std::ffi::OsStr;
use std::net::IpAddr;
use std::process;

use actix_web::{HttpRequest, HttpResponse, Responder, get, post, web};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use tokio::process::Command;

#[derive(Deserialize)]
pub struct PingParams {
    host: String,
    count: Option<u32>,
}

#[derive(Deserialize)]
pub struct Conversion {
    source: String,
    target: String,
    quality: Option<String>,
}

#[derive(Deserialize)]
pub struct Backup {
    database: String,
    compress: bool,
}

#[derive(Clone)]
pub struct App {
    converter: &'static str,
    spool: std::path::PathBuf,
}

//# bad
#[get("/ping")]
pub async fn ping(params: web::Query<PingParams>) -> impl Responder {
    let count = params.count.unwrap_or(3).min(10);
    let output =
        process::Command::new("sh").arg("-c").arg(format!("ping -c {count} {}", params.host)).output();
    match output {
        Ok(output) => HttpResponse::Ok().body(output.stdout),
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}

//# bad
pub async fn convert(
    State(app): State<App>,
    axum::Json(job): axum::Json<Conversion>,
) -> Result<StatusCode, StatusCode> {
    let quality = job.quality.as_deref().unwrap_or("85");
    let words = vec![app.converter, "-quality", quality, job.source.as_str(), &job.target];
    let line = words.join(" ");
    let shell = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let status = Command::new(shell.0)
        .arg(shell.1)
        .arg(&line)
        .current_dir(&app.spool)
        .status()
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    if status.success() { Ok(StatusCode::CREATED) } else { Err(StatusCode::UNPROCESSABLE_ENTITY) }
}

//# bad
#[post("/backup")]
pub async fn backup(job: web::Json<Backup>) -> actix_web::Result<HttpResponse> {
    let dump = "pg_dump ".to_owned() + job.database.as_ref();
    let dump = if job.compress { dump + " | gzip" } else { dump };
    let output = Command::new("/usr/bin/env")
        .args(["bash", "-o", "pipefail", "-c", &*dump])
        .output()
        .await
        .map_err(actix_web::error::ErrorInternalServerError)?;
    Ok(HttpResponse::Ok().content_type("application/sql").body(output.stdout))
}

//# bad
#[get("/hooks/{name}")]
pub async fn hook(req: HttpRequest) -> actix_web::Result<HttpResponse> {
    let name = req.match_info().query("name").to_string();
    let program = std::path::Path::new("/srv/hooks").join(&name);
    let payload = req.headers().get("x-payload").and_then(|v| v.to_str().ok()).unwrap_or("");
    let mut hook = Command::new(&program);
    let status = hook.env("PAYLOAD", payload).status().await.map_err(actix_web::error::ErrorBadGateway)?;
    Ok(HttpResponse::Ok().body(status.to_string()))
}

//# good
#[get("/reach")]
pub async fn reach(params: web::Query<PingParams>) -> actix_web::Result<HttpResponse> {
    let host: IpAddr = params.host.parse().map_err(actix_web::error::ErrorBadRequest)?;
    let output = Command::new("sh")
        .arg("-c")
        .arg(format!("ping -n -c 3 {host} | tail -1"))
        .output()
        .await
        .map_err(actix_web::error::ErrorInternalServerError)?;
    Ok(HttpResponse::Ok().body(output.stdout))
}

//# good
pub async fn thumbnail(State(app): State<App>, Path(name): Path<String>) -> Result<Vec<u8>, StatusCode> {
    let source = app.spool.join("in").join(sanitize_filename::sanitize(&name));
    let output = Command::new("vipsthumbnail")
        .arg("--size=200x200")
        .arg("-o")
        .arg("-")
        .arg(source)
        .output()
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(output.stdout)
}

//# good
pub async fn uptime(State(app): State<App>, Query(params): Query<PingParams>) -> Result<String, StatusCode> {
    tracing::info!(host = %params.host, converter = app.converter, "sh -c uptime");
    let output = Command::new("sh")
        .args(["-c", "uptime -p && df -h / | tail -1"])
        .output()
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    String::from_utf8(output.stdout).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

//# good
/// The name goes to the shell's program as a variable, which the script quotes.
pub async fn archive(job: web::Json<Backup>) -> std::io::Result<bool> {
    let status = Command::new("sh")
        .arg("-c")
        .arg("pg_dump -- \"$DATABASE\" | gzip > /var/backups/last.sql.gz")
        .env("DATABASE", &job.database)
        .status()
        .await?;
    Ok(status.success())
}

//# good
#[get("/service/{name}")]
pub async fn restart(name: web::Path<String>) -> actix_web::Result<HttpResponse> {
    let name = name.into_inner();
    if !["web", "mail", "queue"].contains(&name.as_str()) {
        return Err(actix_web::error::ErrorNotFound("no such service"));
    }
    let line = format!("systemctl restart shop-{name}.service && sleep 1");
    let status = process::Command::new("sh").args(["-c", &line]).status()?;
    Ok(HttpResponse::Ok().body(status.to_string()))
}

pub fn is_shell(program: &OsStr) -> bool {
    program == "sh" || program == "bash"
}
