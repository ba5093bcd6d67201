// Modules in braces inside the root, nested; the handler of actix imports one of them with `self`.
//@ src/main.rs
mod handlers;

use actix_web::{App, HttpServer, web};

pub mod db {
    pub mod notes {
        use rusqlite::Connection;

        pub fn remove(connection: &Connection, title: &str) -> rusqlite::Result<()> {
            connection.execute_batch(&format!("DELETE FROM notes WHERE title = '{title}';")) //~ P207
        }
    }

    pub fn open() -> rusqlite::Result<rusqlite::Connection> {
        rusqlite::Connection::open("notes.db")
    }
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new().service(web::scope("/api").service(handlers::remove_note)))
        .bind(("127.0.0.1", 8080))?
        .run()
        .await
}

//@ src/handlers.rs
use actix_web::{HttpResponse, delete, web};

use crate::db::{
    self,
    notes::{self},
};

#[delete("/notes/{title}")]
pub async fn remove_note(title: web::Path<String>) -> HttpResponse {
    let removed = web::block(move || {
        let connection = db::open()?;
        notes::remove(&connection, &title)
    });
    match removed.await {
        Ok(Ok(())) => HttpResponse::NoContent().finish(),
        _ => HttpResponse::InternalServerError().finish(),
    }
}
