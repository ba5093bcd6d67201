// The number of the input goes into the text of the statement, and its name is bound; one struct holds both.
//@ src/main.rs
mod db;
mod handlers;
mod models;

use actix_web::{App, HttpServer, web};

#[actix_web::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pool = sqlx::MySqlPool::connect("mysql://localhost/library").await?;
    let pool = web::Data::new(pool);
    let server = HttpServer::new(move || App::new().app_data(pool.clone()).service(handlers::rename));
    server.bind("127.0.0.1:8080")?.run().await?;
    Ok(())
}

//@ src/models.rs
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Renaming {
    pub shelf: u32,
    pub name: String,
}

//@ src/db.rs
use sqlx::MySqlPool;

use crate::models::Renaming;

pub async fn rename(pool: &MySqlPool, renaming: &Renaming) -> sqlx::Result<()> {
    let sql = format!("UPDATE shelf_{} SET name = ?", renaming.shelf);
    sqlx::query(&sql).bind(&renaming.name).execute(pool).await?;
    Ok(())
}

//@ src/handlers.rs
use actix_web::{HttpResponse, put, web};
use sqlx::MySqlPool;

use crate::db;
use crate::models::Renaming;

#[put("/shelves")]
pub async fn rename(pool: web::Data<MySqlPool>, renaming: web::Json<Renaming>) -> HttpResponse {
    match db::rename(&pool, &renaming).await {
        Ok(()) => HttpResponse::NoContent().finish(),
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}
