// `insert` and `get` of a map, in a crate whose own `Cache` has methods of these names that use files.
//@ src/main.rs
mod cache;
mod handlers;

use actix_web::{App, HttpServer, web};

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let cache = cache::Cache { folder: "/var/cache/shop".into() };
    cache.insert("started", "yes")?;
    let seen = web::Data::new(handlers::Seen::default());
    HttpServer::new(move || App::new().app_data(seen.clone()).service(handlers::greet))
        .bind("127.0.0.1:8080")?
        .run()
        .await
}

//@ src/cache.rs
use std::fs;
use std::path::PathBuf;

pub struct Cache {
    pub folder: PathBuf,
}

impl Cache {
    pub fn insert(&self, key: &str, value: &str) -> std::io::Result<()> {
        fs::write(self.folder.join(key), value)
    }

    pub fn get(&self, key: &str) -> Option<String> {
        fs::read_to_string(self.folder.join(key)).ok()
    }
}

//@ src/handlers.rs
use std::collections::HashMap;
use std::sync::Mutex;

use actix_web::{HttpResponse, get, web};

#[derive(Default)]
pub struct Seen {
    names: Mutex<HashMap<String, u32>>,
}

#[get("/greet/{name}")]
pub async fn greet(seen: web::Data<Seen>, name: web::Path<String>) -> HttpResponse {
    let name = name.into_inner();
    let Ok(mut names) = seen.names.lock() else { return HttpResponse::InternalServerError().finish() };
    let times = names.get(&name).copied().unwrap_or(0);
    names.insert(name, times.saturating_add(1));
    HttpResponse::Ok().json(times)
}
