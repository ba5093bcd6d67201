// A helper in another file puts the statement together; the handler runs it.
//@ src/main.rs
mod handlers;
mod queries;

use actix_web::{App, HttpServer, web};
use sqlx::MySqlPool;

#[actix_web::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pool = MySqlPool::connect("mysql://localhost/library").await?;
    let server = HttpServer::new(move || {
        App::new().app_data(web::Data::new(pool.clone())).service(handlers::by_author)
    });
    server.bind("127.0.0.1:8080")?.run().await?;
    Ok(())
}

//@ src/queries.rs
pub fn by_author(author: &str, most: u32) -> String {
    format!("SELECT title FROM books WHERE author = '{author}' LIMIT {}", most.min(100))
}

pub fn newest() -> String {
    "SELECT title FROM books ORDER BY bought DESC LIMIT 10".to_owned()
}

//@ src/handlers.rs
use actix_web::{HttpResponse, get, web};
use sqlx::MySqlPool;

use crate::queries;

#[get("/authors/{author}")]
pub async fn by_author(pool: web::Data<MySqlPool>, author: web::Path<String>) -> HttpResponse {
    let sql = queries::by_author(&author, 50);
    let titles: Result<Vec<String>, _> = sqlx::query_scalar(&sql).fetch_all(pool.get_ref()).await; //~ P207
    let newest = sqlx::query_scalar::<_, String>(&queries::newest()).fetch_all(pool.get_ref()).await;
    match (titles, newest) {
        (Ok(titles), Ok(newest)) => HttpResponse::Ok().json((titles, newest)),
        _ => HttpResponse::InternalServerError().finish(),
    }
}
