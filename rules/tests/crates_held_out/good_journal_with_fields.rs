// A module writes the journal for all handlers: what it is told is a field, and the message is always the same.
//@ src/main.rs
mod audit;
mod handlers;

use actix_web::{web, App, HttpServer};

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    tracing_subscriber::fmt().json().init();
    HttpServer::new(|| App::new().route("/coupons/{code}", web::delete().to(handlers::cancel)))
        .bind(("127.0.0.1", 8085))?
        .run()
        .await
}

//@ src/audit.rs
use tracing::info;

#[derive(Clone, Copy, Debug)]
pub enum Action {
    Cancel,
}

pub fn record(action: Action, subject: &str) {
    info!(target: "audit", ?action, subject, "done");
}

//@ src/handlers.rs
use actix_web::{web, HttpResponse};

use crate::audit::{self, Action};

pub async fn cancel(code: web::Path<String>) -> HttpResponse {
    audit::record(Action::Cancel, &code);
    HttpResponse::NoContent().finish()
}
