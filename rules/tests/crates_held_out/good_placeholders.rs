// A helper makes as many placeholders as there are values, a builder puts them into the text and binds the values.
//@ src/main.rs
mod api;
mod filter;
mod sql;

use actix_web::{web, App, HttpServer};

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let manager = r2d2_sqlite::SqliteConnectionManager::file("parts.db");
    let pool = r2d2::Pool::new(manager).map_err(std::io::Error::other)?;
    HttpServer::new(move || App::new().app_data(web::Data::new(pool.clone())).service(api::search))
        .bind(("127.0.0.1", 8081))?
        .run()
        .await
}

//@ src/sql.rs
/// `?, ?, ?` for so many values.
pub fn placeholders(count: usize) -> String {
    std::iter::repeat_n("?", count).collect::<Vec<_>>().join(", ")
}

//@ src/filter.rs
use crate::sql::placeholders;

/// A statement and the values that it wants.
#[derive(Default)]
pub struct PartFilter {
    conditions: Vec<String>,
    values: Vec<String>,
}

impl PartFilter {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn makers(mut self, makers: &[String]) -> Self {
        if !makers.is_empty() {
            self.conditions.push(format!("maker IN ({})", placeholders(makers.len())));
            self.values.extend(makers.iter().cloned());
        }
        self
    }

    pub fn build(self) -> (String, Vec<String>) {
        let mut sql = String::from("SELECT number FROM parts WHERE stock > 0");
        for condition in &self.conditions {
            sql.push_str(" AND ");
            sql.push_str(condition);
        }
        (sql, self.values)
    }
}

//@ src/api.rs
use actix_web::{error, get, web, HttpResponse};
use r2d2::Pool;
use r2d2_sqlite::rusqlite::params_from_iter;
use r2d2_sqlite::SqliteConnectionManager;
use serde::Deserialize;

use crate::filter::PartFilter;

#[derive(Deserialize)]
struct Search {
    makers: Vec<String>,
}

#[get("/parts")]
async fn search(
    pool: web::Data<Pool<SqliteConnectionManager>>,
    search: web::Json<Search>,
) -> actix_web::Result<HttpResponse> {
    let makers: Vec<String> = search.into_inner().makers.into_iter().take(20).collect();
    let (sql, values) = PartFilter::new().makers(&makers).build();
    let connection = pool.get().map_err(error::ErrorServiceUnavailable)?;
    let mut statement = connection.prepare(&sql).map_err(|_| error::ErrorInternalServerError("database"))?;
    let numbers = statement
        .query_map(params_from_iter(values), |row| row.get::<_, String>(0))
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|_| error::ErrorInternalServerError("database"))?;
    Ok(HttpResponse::Ok().json(numbers))
}
