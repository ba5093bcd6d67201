// A password is handed to a function in another file, under a name that says nothing, and logged there.
//@ src/main.rs
mod audit;
mod login;
mod users;

use actix_web::{App, HttpServer};

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    tracing_subscriber::fmt::init();
    HttpServer::new(|| App::new().service(login::login)).bind("127.0.0.1:8080")?.run().await
}

//@ src/login.rs
use actix_web::{HttpResponse, post, web};
use serde::Deserialize;

use crate::{audit, users};

#[derive(Deserialize)]
pub struct Login {
    pub user: String,
    pub password: String,
}

#[post("/login")]
pub async fn login(login: web::Form<Login>) -> HttpResponse {
    if users::matches(&login.user, &login.password) {
        return HttpResponse::Ok().finish();
    }
    audit::failed("login", &login.password);
    HttpResponse::Unauthorized().finish()
}

//@ src/audit.rs
pub fn failed(action: &'static str, detail: &str) {
    tracing::warn!(action, %detail, "failed"); //~ P402
}

//@ src/users.rs
use argon2::{Argon2, PasswordHash, PasswordVerifier};

pub fn matches(user: &str, given: &str) -> bool {
    let Ok(stored) = std::fs::read_to_string("/etc/shop/admin.hash") else { return false };
    let Ok(hash) = PasswordHash::new(stored.trim()) else { return false };
    user == "admin" && Argon2::default().verify_password(given.as_bytes(), &hash).is_ok()
}
