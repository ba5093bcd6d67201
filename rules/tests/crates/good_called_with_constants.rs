// A helper that would be dangerous is called with constants alone, though handlers have input at hand.
//@ src/main.rs
mod jobs;
mod shell;

use actix_web::{App, HttpServer};

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let server = HttpServer::new(|| App::new().service(jobs::start).service(jobs::space));
    server.bind("127.0.0.1:8080")?.run().await
}

//@ src/shell.rs
use tokio::process::Command;

pub async fn run(line: &str) -> std::io::Result<String> {
    let output = Command::new("sh").arg("-c").arg(line).output().await?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

//@ src/jobs.rs
use actix_web::{HttpResponse, get, post, web};

use crate::shell;

const CLEAN: &str = "find /var/cache/shop -mtime +30 -delete";

#[post("/jobs/{name}")]
pub async fn start(name: web::Path<String>) -> HttpResponse {
    if name.as_str() != "clean" {
        return HttpResponse::NotFound().json(name.into_inner());
    }
    match shell::run(CLEAN).await {
        Ok(_) => HttpResponse::Accepted().json(name.into_inner()),
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}

#[get("/space")]
pub async fn space() -> HttpResponse {
    match shell::run("df -h | tail -n +2 | sort").await {
        Ok(text) => HttpResponse::Ok().content_type("text/plain").body(text),
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}
