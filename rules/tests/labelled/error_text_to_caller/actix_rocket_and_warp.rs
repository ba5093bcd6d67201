use std::convert::Infallible;
use std::fmt;

use actix_web::{HttpResponse, ResponseError, error, get, post, web};
use rocket::http::Status;
use rocket::response::status::Custom;
use warp::Reply;
use warp::reply::{json, with_status};

#[derive(Debug)]
pub enum StoreError {
    Missing,
    Database(rusqlite::Error),
}

/// What a caller may read.
#[derive(Debug, Clone, Copy)]
pub enum Refused {
    TooMany,
    NotYours,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Refused::TooMany => "you have asked too often",
            Refused::NotYours => "this is not yours",
        })
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Missing => f.write_str("missing"),
            StoreError::Database(error) => write!(f, "database: {error}"),
        }
    }
}

impl ResponseError for StoreError {
    //# bad
    fn error_response(&self) -> HttpResponse {
        match self {
            StoreError::Missing => HttpResponse::NotFound().finish(),
            StoreError::Database(error) => HttpResponse::InternalServerError().body(error.to_string()),
        }
    }
}

pub struct Upload(pub std::io::Error);

impl axum::response::IntoResponse for Upload {
    //# good
    fn into_response(self) -> axum::response::Response {
        log::error!("upload: {} ({:?})", self.0, self.0.kind());
        (axum::http::StatusCode::INTERNAL_SERVER_ERROR, "the upload was not stored").into_response()
    }
}

//# bad
#[get("/notes/{id}")]
pub async fn note(id: web::Path<u32>, store: web::Data<crate::Store>) -> actix_web::Result<String> {
    let text = store.note(*id).map_err(error::ErrorInternalServerError)?;
    crate::markdown::render(&text).map_err(|problem| error::ErrorBadGateway(format!("{problem}")))
}

//# bad
#[post("/notes")]
pub async fn add_note(body: String, store: web::Data<crate::Store>) -> HttpResponse {
    let outcome = store.add(&body);
    let message = if let Err(e) = &outcome { format!("could not add: {:#?}", e) } else { "added".into() };
    HttpResponse::build(if outcome.is_ok() {
        actix_web::http::StatusCode::CREATED
    } else {
        actix_web::http::StatusCode::INTERNAL_SERVER_ERROR
    })
    .body(message)
}

//# bad
#[rocket::get("/reports/<year>")]
pub fn report(year: u16, store: &rocket::State<crate::Store>) -> Result<String, Custom<String>> {
    match store.report(year) {
        Ok(text) => Ok(text),
        Err(err) => Err(Custom(Status::InternalServerError, format!("{}", err))),
    }
}

//# bad
pub async fn upload(name: String, bytes: bytes::Bytes) -> Result<impl Reply, Infallible> {
    let stored = tokio::fs::write(crate::folder().join(crate::names::checked(&name)), &bytes).await;
    let (text, code) = match stored.map_err(|error| error.to_string()) {
        Ok(()) => ("stored".to_string(), warp::http::StatusCode::CREATED),
        Err(text) => (text, warp::http::StatusCode::INTERNAL_SERVER_ERROR),
    };
    Ok(with_status(json(&text), code))
}

//# good
#[get("/pages/{id}")]
pub async fn page(id: web::Path<u32>, store: web::Data<crate::Store>) -> actix_web::Result<String> {
    store.note(*id).map_err(|cause| {
        log::warn!("page {id}: {cause}");
        error::ErrorNotFound("no such page")
    })
}

//# good
#[post("/pages")]
pub async fn add_page(body: String, store: web::Data<crate::Store>) -> HttpResponse {
    let refused = match store.allowed(&body) {
        true => None,
        false => Some(Refused::TooMany),
    };
    if let Some(refused) = refused {
        return HttpResponse::TooManyRequests().body(refused.to_string());
    }
    match store.add(&body) {
        Ok(()) => HttpResponse::Created().finish(),
        Err(_) => HttpResponse::InternalServerError().body(Refused::NotYours.to_string()),
    }
}

//# good
#[rocket::get("/summaries/<year>")]
pub fn summary(year: u16, store: &rocket::State<crate::Store>) -> Result<String, Custom<String>> {
    store.report(year).map_err(|e| {
        rocket::error!("summary of {}: {}", year, e);
        let e = "no summary for that year";
        Custom(Status::NotFound, e.to_string())
    })
}
