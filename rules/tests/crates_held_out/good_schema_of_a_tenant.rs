// The name of a schema is put into SQL; serde makes it by `try_from`, which takes small letters alone.
//@ src/main.rs
mod names;
mod orders;
mod repository;

use actix_web::{web, App, HttpServer};

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let pool = sqlx::PgPool::connect("postgres:///shop").await.map_err(std::io::Error::other)?;
    HttpServer::new(move || App::new().app_data(web::Data::new(pool.clone())).service(orders::count))
        .bind(("127.0.0.1", 8080))?
        .run()
        .await
}

//@ src/names.rs
use std::fmt;

use serde::Deserialize;

/// The name of a schema: small letters, at most 30.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Schema(String);

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    #[error("a name has 1 to 30 letters")]
    Length,
    #[error("a name has small letters alone")]
    Letter,
}

impl TryFrom<String> for Schema {
    type Error = NameError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text.is_empty() || text.len() > 30 {
            return Err(NameError::Length);
        }
        if !text.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Err(NameError::Letter);
        }
        Ok(Self(text))
    }
}

impl fmt::Display for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

//@ src/orders.rs
use actix_web::{error, get, web, HttpResponse};
use sqlx::PgPool;

use crate::names::Schema;
use crate::repository;

#[get("/{tenant}/orders/count")]
pub async fn count(pool: web::Data<PgPool>, path: web::Path<(Schema,)>) -> actix_web::Result<HttpResponse> {
    let (schema,) = path.into_inner();
    let count = repository::count_orders(&pool, &schema).await.map_err(|_| error::ErrorInternalServerError("database"))?;
    Ok(HttpResponse::Ok().json(count))
}

//@ src/repository.rs
use sqlx::PgPool;

use crate::names::Schema;

pub async fn count_orders(pool: &PgPool, schema: &Schema) -> sqlx::Result<i64> {
    let sql = format!("SELECT count(*) FROM {schema}.orders");
    sqlx::query_scalar(&sql).fetch_one(pool).await
}
