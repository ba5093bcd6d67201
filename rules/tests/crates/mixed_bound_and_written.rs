// One repository, two methods: the first binds the name, the second writes it into the text.
//@ src/main.rs
mod api;
mod members;

use std::sync::Mutex;

use actix_web::{App, HttpServer, web};

#[actix_web::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let members = web::Data::new(Mutex::new(members::Members::open("club.db")?));
    HttpServer::new(move || App::new().app_data(members.clone()).service(api::join).service(api::leave))
        .bind("127.0.0.1:8080")?
        .run()
        .await?;
    Ok(())
}

//@ src/members.rs
use rusqlite::{Connection, params};

pub struct Members {
    connection: Connection,
}

impl Members {
    pub fn open(path: &str) -> rusqlite::Result<Self> {
        Ok(Self { connection: Connection::open(path)? })
    }

    pub fn add(&self, name: &str) -> rusqlite::Result<usize> {
        self.connection.execute("INSERT INTO members (name) VALUES (?1)", params![name])
    }

    pub fn remove(&self, name: &str) -> rusqlite::Result<usize> {
        let sql = format!("DELETE FROM members WHERE name = '{name}'");
        self.connection.execute(&sql, []) //~ P207
    }
}

//@ src/api.rs
use std::sync::Mutex;

use actix_web::{HttpResponse, delete, put, web};

use crate::members::Members;

#[put("/members/{name}")]
pub async fn join(members: web::Data<Mutex<Members>>, name: web::Path<String>) -> HttpResponse {
    let Ok(members) = members.lock() else { return HttpResponse::InternalServerError().finish() };
    match members.add(&name) {
        Ok(_) => HttpResponse::Created().finish(),
        Err(_) => HttpResponse::Conflict().finish(),
    }
}

#[delete("/members/{name}")]
pub async fn leave(members: web::Data<Mutex<Members>>, name: web::Path<String>) -> HttpResponse {
    let Ok(members) = members.lock() else { return HttpResponse::InternalServerError().finish() };
    match members.remove(&name) {
        Ok(_) => HttpResponse::NoContent().finish(),
        Err(_) => HttpResponse::NotFound().finish(),
    }
}
