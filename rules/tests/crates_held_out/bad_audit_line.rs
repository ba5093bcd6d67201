// A module writes the journal for all handlers, and puts what it is told into the message.
//@ src/main.rs
mod audit;
mod handlers;

use actix_web::{web, App, HttpServer};

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    env_logger::init();
    HttpServer::new(|| App::new().route("/coupons/{code}", web::delete().to(handlers::cancel)))
        .bind(("127.0.0.1", 8085))?
        .run()
        .await
}

//@ src/audit.rs
use log::info;

#[derive(Clone, Copy)]
pub enum Action {
    Cancel,
}

impl Action {
    const fn verb(self) -> &'static str {
        match self {
            Action::Cancel => "cancelled",
        }
    }
}

pub fn record(action: Action, subject: &str) {
    info!(target: "audit", "{} {}", action.verb(), subject); //~ P403
}

//@ src/handlers.rs
use actix_web::{web, HttpResponse};

use crate::audit::{self, Action};

pub async fn cancel(code: web::Path<String>) -> HttpResponse {
    audit::record(Action::Cancel, &code);
    HttpResponse::NoContent().finish()
}
