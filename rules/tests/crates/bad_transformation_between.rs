// Source, transformation and sink in three files; what is done to the text between does not make it harmless.
//@ src/main.rs
mod handlers;
mod tables;
mod text;

use actix_web::{App, HttpServer};

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new().service(handlers::create_list)).bind("127.0.0.1:8080")?.run().await
}

//@ src/handlers.rs
use actix_web::{HttpResponse, post, web};

use crate::{tables, text};

#[post("/lists")]
pub async fn create_list(title: String) -> HttpResponse {
    let name = text::normal(&title);
    let label = text::shortened(name, 40);
    match web::block(move || tables::create(&label)).await {
        Ok(Ok(())) => HttpResponse::Created().finish(),
        _ => HttpResponse::InternalServerError().finish(),
    }
}

//@ src/text.rs
pub fn normal(title: &str) -> String {
    title.trim().to_lowercase().replace(' ', "_")
}

pub fn shortened(mut text: String, most: usize) -> String {
    if let Some((end, _)) = text.char_indices().nth(most) {
        text.truncate(end);
    }
    text
}

//@ src/tables.rs
use rusqlite::Connection;

pub fn create(name: &str) -> rusqlite::Result<()> {
    let connection = Connection::open("lists.db")?;
    let sql = format!("CREATE TABLE list_{name} (entry TEXT NOT NULL)");
    connection.execute(&sql, [])?; //~ P207
    Ok(())
}
