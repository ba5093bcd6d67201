// How much memory is taken is decided by a query, two files away.
//@ src/main.rs
mod canvas;
mod handlers;
mod render;

use actix_web::{App, HttpServer};

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new().service(handlers::tile)).bind("127.0.0.1:8080")?.run().await
}

//@ src/handlers.rs
use actix_web::{HttpResponse, get, web};
use serde::Deserialize;

use crate::render;

#[derive(Deserialize)]
pub struct Tile {
    pub edge: usize,
    pub shade: u8,
}

#[get("/tile")]
pub async fn tile(tile: web::Query<Tile>) -> HttpResponse {
    HttpResponse::Ok().content_type("image/x-portable-graymap").body(render::square(tile.edge, tile.shade))
}

//@ src/render.rs
use crate::canvas::Canvas;

pub fn square(edge: usize, shade: u8) -> Vec<u8> {
    let canvas = Canvas::filled(edge, shade);
    let mut bytes = b"P5\n".to_vec();
    bytes.extend_from_slice(canvas.pixels());
    bytes
}

//@ src/canvas.rs
pub struct Canvas {
    pixels: Vec<u8>,
}

impl Canvas {
    pub fn filled(count: usize, shade: u8) -> Self {
        Self { pixels: vec![shade; count] } //~ P504
    }

    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }
}
