// The variable that held the input holds something else when the helper is called.
//@ src/main.rs
mod accounts;
mod mail;
mod web;

use actix_web::{App, HttpServer};

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new().service(web::settings)).bind("127.0.0.1:8080")?.run().await
}

//@ src/accounts.rs
/// The folder of an account, by its number.
pub fn folder_of(name: &str) -> Option<&'static str> {
    match name {
        "kitchen" => Some("1001"),
        "cellar" => Some("1002"),
        _ => None,
    }
}

//@ src/mail.rs
use std::path::Path;

pub fn settings(folder: &str) -> std::io::Result<String> {
    std::fs::read_to_string(Path::new("/srv/mail").join(folder).join("settings.toml"))
}

//@ src/web.rs
use actix_web::{HttpResponse, get, web};

use crate::{accounts, mail};

#[get("/settings/{name}")]
pub async fn settings(name: web::Path<String>) -> HttpResponse {
    let name = name.into_inner();
    let Some(name) = accounts::folder_of(&name) else { return HttpResponse::NotFound().finish() };
    match mail::settings(name) {
        Ok(text) => HttpResponse::Ok().content_type("text/plain").body(text),
        Err(_) => HttpResponse::NotFound().finish(),
    }
}
