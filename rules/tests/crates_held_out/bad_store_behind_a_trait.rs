// A trait with two implementations behind `Arc<dyn ..>`: the one in memory is harmless, the one that the program uses is not.
//@ src/main.rs
mod api;
mod store;

use std::sync::Arc;

use actix_web::{web, App, HttpServer};

use store::{PostgresStore, ReportStore};

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let (client, connection) = tokio_postgres::connect("host=/run/postgresql dbname=reports", tokio_postgres::NoTls)
        .await
        .map_err(std::io::Error::other)?;
    actix_web::rt::spawn(async move {
        if let Err(error) = connection.await {
            tracing::error!(%error, "connection closed");
        }
    });
    let store: Arc<dyn ReportStore> = Arc::new(PostgresStore::new(client));
    HttpServer::new(move || App::new().app_data(web::Data::from(store.clone())).configure(api::configure))
        .bind(("127.0.0.1", 8080))?
        .run()
        .await
}

//@ src/api.rs
use actix_web::{web, HttpResponse, Responder};

use crate::store::ReportStore;

pub fn configure(config: &mut web::ServiceConfig) {
    config.service(web::resource("/reports/{department}").route(web::get().to(by_department)));
}

async fn by_department(store: web::Data<dyn ReportStore>, path: web::Path<String>) -> impl Responder {
    let department = path.into_inner();
    match store.titles(department.trim()).await {
        Ok(titles) => HttpResponse::Ok().json(titles),
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}

//@ src/store/mod.rs
mod memory;
mod postgres;

use async_trait::async_trait;

#[allow(unused_imports)]
pub use memory::MemoryStore;
pub use postgres::PostgresStore;

#[derive(Debug, thiserror::Error)]
#[error("the store is not available")]
pub struct StoreError;

#[async_trait]
pub trait ReportStore: Send + Sync {
    async fn titles(&self, department: &str) -> Result<Vec<String>, StoreError>;
}

//@ src/store/memory.rs
use async_trait::async_trait;

use super::{ReportStore, StoreError};

#[derive(Default)]
pub struct MemoryStore {
    reports: Vec<(String, String)>,
}

#[async_trait]
impl ReportStore for MemoryStore {
    async fn titles(&self, department: &str) -> Result<Vec<String>, StoreError> {
        let of_it = self.reports.iter().filter(|(of, _)| of == department);
        Ok(of_it.map(|(_, title)| title.clone()).collect())
    }
}

//@ src/store/postgres.rs
use async_trait::async_trait;
use tokio_postgres::Client;

use super::{ReportStore, StoreError};

pub struct PostgresStore {
    client: Client,
}

impl PostgresStore {
    pub fn new(client: Client) -> Self {
        Self { client }
    }
}

#[async_trait]
impl ReportStore for PostgresStore {
    async fn titles(&self, department: &str) -> Result<Vec<String>, StoreError> {
        let statement = format!("SELECT title FROM reports WHERE department ILIKE '%{department}%'");
        let rows = self.client.query(&statement, &[]).await.map_err(|_| StoreError)?; //~ P207
        Ok(rows.iter().map(|row| row.get(0)).collect())
    }
}
