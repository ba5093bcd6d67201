// The file of a module is named by `#[path]`.
//@ src/main.rs
#[path = "backend/postgres_store.rs"]
mod store;
mod web;

use axum::Router;
use axum::routing::get;
use std::sync::Arc;
use tokio_postgres::NoTls;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (client, connection) = tokio_postgres::connect("host=/run/postgresql dbname=parts", NoTls).await?;
    tokio::spawn(connection);
    let app = Router::new().route("/parts", get(web::parts)).with_state(Arc::new(client));
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await?;
    Ok(())
}

//@ src/web.rs
use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use tokio_postgres::Client;

use crate::store;

#[derive(Deserialize)]
pub struct Search {
    maker: String,
    sort: Option<String>,
}

pub async fn parts(
    State(client): State<Arc<Client>>,
    Query(search): Query<Search>,
) -> Result<Json<Vec<String>>, StatusCode> {
    let sort = search.sort.as_deref().unwrap_or("name");
    let found = store::parts_of(&client, &search.maker, sort).await;
    found.map(Json).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

//@ src/backend/postgres_store.rs
use tokio_postgres::{Client, Error};

pub async fn parts_of(client: &Client, maker: &str, sort: &str) -> Result<Vec<String>, Error> {
    let sql = "SELECT name FROM parts WHERE maker = $1 ORDER BY ".to_owned() + sort;
    let rows = client.query(&sql, &[&maker]).await?; //~ P207
    Ok(rows.iter().map(|row| row.get(0)).collect())
}
