// An editor sends the text of a mail, and the mailer takes it for a template.
//@ src/main.rs
use actix_web::{web, App, HttpServer};

mod mail;

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new().service(web::scope("/mail").service(mail::routes::preview)))
        .bind("127.0.0.1:8088")?
        .run()
        .await
}

//@ src/mail/mod.rs
mod model;
mod render;
pub mod routes;

//@ src/mail/model.rs
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Draft {
    pub subject: String,
    pub body: String,
}

#[derive(Serialize)]
pub(super) struct Recipient {
    pub name: &'static str,
}

impl Recipient {
    pub fn sample() -> Self {
        Self { name: "Ada" }
    }
}

//@ src/mail/routes.rs
use actix_web::{post, web, HttpResponse};

use super::model::{Draft, Recipient};
use super::render;

#[post("/preview")]
pub async fn preview(draft: web::Json<Draft>) -> HttpResponse {
    let Draft { subject, body } = draft.into_inner();
    if subject.is_empty() {
        return HttpResponse::UnprocessableEntity().finish();
    }
    match render::render(&body, &Recipient::sample()) {
        Ok(text) => HttpResponse::Ok().content_type("text/plain").body(text),
        Err(_) => HttpResponse::UnprocessableEntity().finish(),
    }
}

//@ src/mail/render.rs
use serde::Serialize;
use tera::{Context, Tera};

pub(super) fn render<T: Serialize>(source: &str, recipient: &T) -> tera::Result<String> {
    let mut context = Context::new();
    context.insert("recipient", recipient);
    Tera::one_off(source, &context, false) //~ P211
}
