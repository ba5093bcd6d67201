use std::process::{Output, Stdio};

use actix_web::{HttpRequest, HttpResponse, Responder, get, post, web};
use axum::extract::Query;
use rocket::form::{Form, FromForm};
use serde::Deserialize;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;
use warp::Filter;

#[derive(Deserialize)]
pub struct PingParams {
    pub host: String,
    pub count: Option<u8>,
}

#[derive(Deserialize)]
pub struct ConvertBody {
    pub input: String,
    pub format: String,
    pub options: Vec<String>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    Web,
    Worker,
    Scheduler,
}

#[derive(FromForm)]
pub struct BuildForm {
    pub branch: String,
    pub target: String,
}

fn text(output: Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

//# bad
#[get("/ping")]
async fn ping(params: web::Query<PingParams>) -> impl Responder {
    let line = format!("ping -c {} {}", params.count.unwrap_or(1), params.host);
    match Command::new("sh").arg("-c").arg(&line).output().await {
        Ok(output) => HttpResponse::Ok().body(output.stdout),
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}

//# good
#[get("/reach")]
async fn reach(params: web::Query<PingParams>) -> impl Responder {
    let Ok(host) = params.host.parse::<std::net::IpAddr>() else {
        return HttpResponse::BadRequest().body("an address is wanted");
    };
    let line = format!("ping -c {} {} | tail -n 1", params.count.unwrap_or(1).min(5), host);
    match Command::new("sh").arg("-c").arg(line).output().await {
        Ok(output) => HttpResponse::Ok().body(output.stdout),
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}

//# good
#[get("/resolve")]
async fn resolve(params: web::Query<PingParams>) -> impl Responder {
    if params.host.starts_with('-') || params.host.len() > 253 {
        return HttpResponse::BadRequest().finish();
    }
    match Command::new("getent").args(["hosts", "--", params.host.as_str()]).output().await {
        Ok(output) => HttpResponse::Ok().body(output.stdout),
        Err(_) => HttpResponse::NotFound().finish(),
    }
}

//# bad
#[post("/convert")]
async fn convert(body: web::Json<ConvertBody>) -> actix_web::Result<String> {
    let ConvertBody { input, format, options } = body.into_inner();
    let mut script = String::from("cd /srv/convert && ./convert ");
    for option in &options {
        script.push_str("--");
        script.push_str(option);
        script.push(' ');
    }
    script += &input;
    script += " out.";
    script += &format;
    let output = Command::new("/bin/bash").args(["-lc", &script]).output().await?;
    Ok(text(output))
}

//# good
#[post("/transcode")]
async fn transcode(body: web::Json<ConvertBody>) -> actix_web::Result<String> {
    let format = match body.format.as_str() {
        "png" => "png",
        "webp" => "webp",
        _ => return Err(actix_web::error::ErrorBadRequest("format")),
    };
    let script = format!("cd /srv/convert && ./convert - out.{format}");
    let mut child = Command::new("bash").arg("-c").arg(script).stdin(Stdio::piped()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(body.input.as_bytes()).await?;
    }
    Ok(text(child.wait_with_output().await?))
}

//# bad
#[get("/tool/{name}")]
async fn run_named(req: HttpRequest) -> HttpResponse {
    let Some(name) = req.match_info().get("name") else {
        return HttpResponse::NotFound().finish();
    };
    let program = name.trim_end_matches('/').to_string();
    match Command::new(program).arg("--version").output().await {
        Ok(output) => HttpResponse::Ok().body(output.stdout),
        Err(_) => HttpResponse::BadGateway().finish(),
    }
}

//# good
#[get("/version/{name}")]
async fn version_of(req: HttpRequest) -> HttpResponse {
    const TOOLS: [(&str, &str); 3] =
        [("git", "/usr/bin/git"), ("make", "/usr/bin/make"), ("tar", "/usr/bin/tar")];
    let name = req.match_info().query("name");
    let Some((_, program)) = TOOLS.iter().find(|(known, _)| *known == name) else {
        return HttpResponse::NotFound().finish();
    };
    match Command::new(program).arg("--version").output().await {
        Ok(output) => HttpResponse::Ok().body(output.stdout),
        Err(_) => HttpResponse::BadGateway().finish(),
    }
}

//# bad
pub async fn whois(Query(params): Query<PingParams>) -> Result<String, axum::http::StatusCode> {
    let command = ["whois ", &params.host, " | head -n 40"].concat();
    let mut shell = Command::new("sh");
    shell.kill_on_drop(true).stdin(Stdio::null());
    shell.arg("-c");
    shell.arg(command);
    let output = shell.output().await.map_err(|_| axum::http::StatusCode::BAD_GATEWAY)?;
    Ok(text(output))
}

//# good
pub async fn restart(axum::Json(unit): axum::Json<Unit>) -> Result<(), axum::http::StatusCode> {
    let script = match unit {
        Unit::Web => "systemctl restart web && systemctl is-active web",
        Unit::Worker => "systemctl restart worker",
        Unit::Scheduler => "systemctl restart scheduler",
    };
    let status = Command::new("sh")
        .args(["-c", script])
        .status()
        .await
        .map_err(|_| axum::http::StatusCode::BAD_GATEWAY)?;
    if status.success() { Ok(()) } else { Err(axum::http::StatusCode::BAD_GATEWAY) }
}

//# bad
#[rocket::post("/build", data = "<form>")]
pub async fn build(form: Form<BuildForm>) -> Option<String> {
    let BuildForm { branch, target } = form.into_inner();
    let steps = vec![
        "set -e".to_string(),
        format!("git -C /srv/repo checkout {branch}"),
        format!("make -C /srv/repo {target}"),
    ];
    let script = steps.join("; ");
    let output = Command::new("dash").arg("-c").arg(script).output().await.ok()?;
    Some(text(output))
}

//# good
#[rocket::post("/make", data = "<form>")]
pub async fn make(form: Form<BuildForm>) -> Option<String> {
    let word = |s: &str| s.chars().all(|c| c.is_ascii_alphanumeric()) && !s.is_empty();
    if !word(&form.branch) || !word(&form.target) {
        return None;
    }
    let script = format!("git checkout {} && make {}", form.branch, form.target);
    let output = Command::new("sh").arg("-c").arg(script).current_dir("/srv/repo").output().await.ok()?;
    Some(text(output))
}

//# bad
pub fn disk_route() -> impl Filter<Extract = (String,), Error = warp::Rejection> + Clone {
    warp::path!("disk" / String).and_then(|volume: String| async move {
        let output = Command::new("sh")
            .arg("-c")
            .arg(format!("df -h /mnt/{volume} | tail -n1"))
            .output()
            .await
            .map_err(|_| warp::reject::not_found())?;
        Ok::<_, warp::Rejection>(text(output))
    })
}

//# good
pub fn disk_number_route() -> impl Filter<Extract = (String,), Error = warp::Rejection> + Clone {
    warp::path!("disk" / u16).and_then(|volume: u16| async move {
        let output = Command::new("sh")
            .arg("-c")
            .arg(format!("df -h /mnt/vol{volume} | tail -n1"))
            .output()
            .await
            .map_err(|_| warp::reject::not_found())?;
        Ok::<_, warp::Rejection>(text(output))
    })
}

//# good
#[get("/greeting")]
async fn greeting(params: web::Query<PingParams>) -> actix_web::Result<String> {
    tracing::info!(host = %params.host, "sh -c uptime asked for");
    let output = Command::new("sh").arg("-c").arg("uptime | cut -d, -f1").output().await?;
    Ok(format!("{}: {}", params.host, text(output)))
}
