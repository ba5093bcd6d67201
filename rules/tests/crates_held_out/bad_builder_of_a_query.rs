// A builder of the crate's own collects conditions in a `Vec<String>`; the handler runs what it built.
//@ src/main.rs
mod filter;
mod routes;

use actix_web::{web, App, HttpServer};

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let manager = r2d2_sqlite::SqliteConnectionManager::file("parts.db");
    let pool = r2d2::Pool::new(manager).map_err(std::io::Error::other)?;
    HttpServer::new(move || App::new().app_data(web::Data::new(pool.clone())).service(routes::search))
        .bind(("127.0.0.1", 8081))?
        .run()
        .await
}

//@ src/filter.rs
/// Collects the conditions of a search.
#[derive(Default)]
pub struct PartFilter {
    conditions: Vec<String>,
    limit: Option<u8>,
}

impl PartFilter {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn maker(mut self, maker: Option<&str>) -> Self {
        if let Some(maker) = maker {
            self.conditions.push(format!("maker = '{maker}'"));
        }
        self
    }

    pub fn in_stock(mut self) -> Self {
        self.conditions.push("stock > 0".to_string());
        self
    }

    pub fn limit(mut self, limit: u8) -> Self {
        self.limit = Some(limit);
        self
    }

    pub fn build(self) -> String {
        let mut sql = String::from("SELECT number FROM parts");
        if !self.conditions.is_empty() {
            sql.push_str(" WHERE ");
            sql.push_str(&self.conditions.join(" AND "));
        }
        if let Some(limit) = self.limit {
            sql.push_str(&format!(" LIMIT {limit}"));
        }
        sql
    }
}

//@ src/routes.rs
use actix_web::{error, get, web, HttpResponse};
use r2d2::Pool;
use r2d2_sqlite::SqliteConnectionManager;
use serde::Deserialize;

use crate::filter::PartFilter;

#[derive(Deserialize)]
struct Search {
    maker: Option<String>,
}

#[get("/parts")]
async fn search(
    pool: web::Data<Pool<SqliteConnectionManager>>,
    search: web::Query<Search>,
) -> actix_web::Result<HttpResponse> {
    let sql = PartFilter::new().maker(search.maker.as_deref()).in_stock().limit(50).build();
    let connection = pool.get().map_err(error::ErrorServiceUnavailable)?;
    let mut statement = connection.prepare(&sql).map_err(|_| error::ErrorInternalServerError("database"))?; //~ P207
    let numbers = statement
        .query_map([], |row| row.get::<_, String>(0))
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|_| error::ErrorInternalServerError("database"))?;
    Ok(HttpResponse::Ok().json(numbers))
}
