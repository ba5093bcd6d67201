// The handlers are closures where the routes are named; what they call stands in other files.
//@ src/main.rs
mod logs;
mod lookup;

use axum::Router;
use axum::extract::{Path, Query};
use axum::routing::get;
use serde::Deserialize;

#[derive(Deserialize)]
struct Lookup {
    domain: String,
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new()
        .route("/logs/{name}", get(|Path(name): Path<String>| async move { logs::read(&name).await }))
        .route("/lookup", get(async |Query(wanted): Query<Lookup>| lookup::mail(wanted.domain).await));
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await
}

//@ src/logs.rs
use std::path::Path;

pub async fn read(name: &str) -> String {
    let path = Path::new("/var/log/shop").join(name).with_extension("log");
    tokio::fs::read_to_string(path).await.unwrap_or_default() //~ P209
}

//@ src/lookup.rs
use tokio::process::Command;

pub async fn mail(domain: String) -> String {
    let line = format!("dig +short MX {domain} | sort -n");
    let output = Command::new("sh").args(["-c", &line]).output().await; //~ P208
    output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
}
