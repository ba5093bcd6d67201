// The path goes through a generic function, `save<P: AsRef<Path>>(path: P, ..)`, in another file.
//@ src/main.rs
mod images;
mod storage;

use actix_web::{App, HttpServer};

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new().service(images::put_image)).bind(("127.0.0.1", 8080))?.run().await
}

//@ src/images.rs
use std::path::PathBuf;

use actix_web::{HttpResponse, put, web};

use crate::storage;

#[put("/images/{name}")]
pub async fn put_image(name: web::Path<String>, body: web::Bytes) -> HttpResponse {
    let mut path = PathBuf::from("/srv/images");
    path.push(name.into_inner());
    match storage::save(path, &body).await {
        Ok(()) => HttpResponse::Created().finish(),
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}

//@ src/storage.rs
use std::path::Path;

use tokio::fs::File;
use tokio::io::AsyncWriteExt;

pub async fn save<P, B>(path: P, content: B) -> std::io::Result<()>
where
    P: AsRef<Path>,
    B: AsRef<[u8]>,
{
    let mut file = File::create(path.as_ref()).await?; //~ P209
    file.write_all(content.as_ref()).await?;
    file.flush().await
}
