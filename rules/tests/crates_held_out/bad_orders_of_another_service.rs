// An extractor of actix takes the bearer of a request; the client of another service sends the very same one on.
//@ src/main.rs
mod caller;
mod orders;
mod upstream;

use actix_web::{web, App, HttpServer};

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let upstream = web::Data::new(upstream::Warehouse::new());
    HttpServer::new(move || App::new().app_data(upstream.clone()).service(orders::list))
        .bind(("127.0.0.1", 8090))?
        .run()
        .await
}

//@ src/caller.rs
use std::future::{ready, Ready};

use actix_web::dev::Payload;
use actix_web::error::ErrorUnauthorized;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{Error, FromRequest, HttpRequest};

/// Who asks.
pub struct Caller {
    bearer: String,
}

impl Caller {
    pub fn bearer(&self) -> &str {
        &self.bearer
    }
}

impl FromRequest for Caller {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let bearer = request
            .headers()
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "));
        ready(match bearer {
            Some(bearer) => Ok(Caller { bearer: bearer.to_owned() }),
            None => Err(ErrorUnauthorized("sign in first")),
        })
    }
}

//@ src/orders.rs
use actix_web::{get, web, HttpResponse};

use crate::caller::Caller;
use crate::upstream::Warehouse;

#[get("/orders")]
pub async fn list(warehouse: web::Data<Warehouse>, caller: Caller) -> HttpResponse {
    match warehouse.orders(caller.bearer()).await {
        Ok(orders) => HttpResponse::Ok().json(orders),
        Err(_) => HttpResponse::BadGateway().finish(),
    }
}

//@ src/upstream.rs
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub struct Order {
    id: u64,
    cents: u64,
}

pub struct Warehouse {
    http: reqwest::Client,
}

impl Warehouse {
    pub fn new() -> Self {
        Self { http: reqwest::Client::new() }
    }

    pub async fn orders(&self, credential: &str) -> reqwest::Result<Vec<Order>> {
        let request = self.http.get("https://warehouse.example.org/v2/orders");
        request.bearer_auth(credential).send().await?.json().await //~ P310
    }
}
