// The request names a mail, a module has the text of each, and what the request says goes in as values.
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
mod sources;

//@ src/mail/model.rs
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
pub(super) struct Draft {
    pub kind: String,
    #[serde(flatten)]
    pub values: Values,
}

#[derive(Deserialize, Serialize)]
pub(super) struct Values {
    pub name: String,
    pub remark: String,
}

//@ src/mail/sources.rs
const WELCOME: &str = "Dear {{ name }}, welcome! {{ remark }}";
const FAREWELL: &str = "Goodbye, {{ name }}. {{ remark }}";

/// The text of a kind of mail.
pub(super) fn source(kind: &str) -> Option<&'static str> {
    [("welcome", WELCOME), ("farewell", FAREWELL)].into_iter().find(|(name, _)| *name == kind).map(|(_, text)| text)
}

//@ src/mail/routes.rs
use actix_web::{post, web, HttpResponse};

use super::model::Draft;
use super::{render, sources};

#[post("/preview")]
pub async fn preview(draft: web::Json<Draft>) -> HttpResponse {
    let Draft { kind, values } = draft.into_inner();
    let Some(source) = sources::source(&kind) else {
        return HttpResponse::NotFound().finish();
    };
    match render::render(source, &values) {
        Ok(text) => HttpResponse::Ok().content_type("text/plain").body(text),
        Err(_) => HttpResponse::UnprocessableEntity().finish(),
    }
}

//@ src/mail/render.rs
use serde::Serialize;
use tera::{Context, Tera};

pub(super) fn render<T: Serialize>(source: &str, values: &T) -> tera::Result<String> {
    Tera::one_off(source, &Context::from_serialize(values)?, false)
}
