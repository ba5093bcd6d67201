// Of a login the name alone is logged elsewhere; of its password whether there is one, and of a key stars.
//@ src/main.rs
mod audit;
mod login;
mod mask;

use actix_web::{App, HttpServer};

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    tracing_subscriber::fmt::init();
    if let Ok(key) = std::env::var("SHOP_API_KEY") {
        audit::started(&mask::masked(&key));
    }
    HttpServer::new(|| App::new().service(login::login)).bind("127.0.0.1:8080")?.run().await
}

//@ src/mask.rs
pub fn masked(key: &str) -> String {
    let hidden = key.chars().count().saturating_sub(4);
    "*".repeat(hidden.min(16))
}

//@ src/audit.rs
pub fn failed(user: &str, detail: &str) {
    tracing::warn!(%user, detail, "failed");
}

pub fn started(key: &str) {
    tracing::info!(%key, "started");
}

//@ src/login.rs
use actix_web::{HttpResponse, post, web};
use serde::Deserialize;

use crate::audit;

#[derive(Deserialize)]
pub struct Login {
    pub user: String,
    pub password: String,
}

#[post("/login")]
pub async fn login(login: web::Form<Login>) -> HttpResponse {
    let detail = if login.password.is_empty() { "without a password" } else { "with a wrong password" };
    audit::failed(&login.user, detail);
    HttpResponse::Unauthorized().finish()
}
