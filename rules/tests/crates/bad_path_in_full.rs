// A request out, called by its path in full: `crate::net::client::get_text(..)`.
//@ src/main.rs
mod net;
mod preview;

use actix_web::{App, HttpServer};

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new().service(preview::preview)).bind("127.0.0.1:8080")?.run().await
}

//@ src/preview.rs
use actix_web::{HttpResponse, get, web};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Wanted {
    pub link: String,
}

#[get("/preview")]
pub async fn preview(wanted: web::Query<Wanted>) -> HttpResponse {
    match crate::net::client::get_text(&wanted.link).await {
        Ok(text) => HttpResponse::Ok().json(text.chars().take(200).collect::<String>()),
        Err(_) => HttpResponse::BadGateway().finish(),
    }
}

//@ src/net/mod.rs
pub mod client;

//@ src/net/client.rs
use std::time::Duration;

pub async fn get_text(address: &str) -> reqwest::Result<String> {
    let client = reqwest::Client::builder().timeout(Duration::from_secs(5)).build()?;
    let answer = client.get(address).send().await?; //~ P210
    answer.error_for_status()?.text().await
}
