// The dangerous functions are called in a closure, and given to `map` by name.
//@ src/main.rs
mod gallery;
mod probe;
mod thumbs;

use axum::Router;
use axum::routing::post;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/sizes", post(gallery::sizes)).route("/mirrors", post(gallery::mirrors));
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await
}

//@ src/gallery.rs
use std::path::Path;

use axum::Json;

use crate::{probe, thumbs};

pub async fn sizes(Json(names): Json<Vec<String>>) -> Json<Vec<usize>> {
    let folder = Path::new("/srv/thumbs");
    let sizes = names.iter().take(20).filter_map(|name| thumbs::load(folder, name).ok());
    Json(sizes.map(|bytes| bytes.len()).collect())
}

pub async fn mirrors(Json(hosts): Json<Vec<String>>) -> Json<Vec<bool>> {
    let hosts = hosts.into_iter().take(5).collect::<Vec<_>>();
    Json(hosts.into_iter().map(probe::answers).collect())
}

//@ src/thumbs.rs
use std::fs;
use std::path::Path;

pub fn load(folder: &Path, name: &str) -> std::io::Result<Vec<u8>> {
    fs::read(folder.join(name)) //~ P209
}

//@ src/probe.rs
use std::net::TcpStream;

pub fn answers(host: String) -> bool {
    TcpStream::connect((host.as_str(), 443)).is_ok() //~ P210
}
