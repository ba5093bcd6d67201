// The name of an import is taken by a function inside the handler, and by a closure in the next one.
//@ src/main.rs
mod handlers;
mod shell;

use actix_web::{App, HttpServer};

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new().service(handlers::words).service(handlers::lines).service(handlers::load))
        .bind("127.0.0.1:8080")?
        .run()
        .await
}

//@ src/shell.rs
use std::process::Command;

pub fn run(line: &str) -> usize {
    let output = Command::new("sh").arg("-c").arg(line).output();
    output.map_or(0, |output| output.stdout.len())
}

//@ src/handlers.rs
use actix_web::{HttpResponse, get, post};

use crate::shell::run;

#[post("/words")]
pub async fn words(text: String) -> HttpResponse {
    fn run(text: &str) -> usize {
        text.split_whitespace().count()
    }
    HttpResponse::Ok().json(run(&text))
}

#[post("/lines")]
pub async fn lines(text: String) -> HttpResponse {
    let run = |text: &str| text.lines().count();
    HttpResponse::Ok().json(run(&text))
}

#[get("/load")]
pub async fn load() -> HttpResponse {
    HttpResponse::Ok().json(run("cat /proc/loadavg"))
}
