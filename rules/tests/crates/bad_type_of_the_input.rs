// The type of the input is declared in one file, taken in by a handler in another, and opened in a third.
//@ src/main.rs
mod exporter;
mod handlers;
mod models;

use rocket::{launch, routes};

#[launch]
fn rocket() -> _ {
    rocket::build().mount("/exports", routes![handlers::create])
}

//@ src/models.rs
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Export {
    pub file_name: String,
    pub rows: Vec<Row>,
}

#[derive(Deserialize)]
pub struct Row {
    pub article: String,
    pub cents: i64,
}

//@ src/handlers.rs
use rocket::http::Status;
use rocket::post;
use rocket::serde::json::Json;

use crate::exporter;
use crate::models::Export;

#[post("/", data = "<export>")]
pub fn create(export: Json<Export>) -> Status {
    let export = export.into_inner();
    match exporter::write(&export) {
        Ok(_) => Status::Created,
        Err(_) => Status::InternalServerError,
    }
}

//@ src/exporter.rs
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use crate::models::Export;

pub fn write(export: &Export) -> std::io::Result<usize> {
    let path = Path::new("/srv/exports").join(&export.file_name);
    let mut out = BufWriter::new(File::create(path)?); //~ P209
    for row in &export.rows {
        writeln!(out, "{};{}", row.article, row.cents)?;
    }
    out.flush()?;
    Ok(export.rows.len())
}
