// The store in another file resolves the path and compares its beginning before it opens anything.
//@ src/main.rs
mod http;
mod resolve;
mod store;

use axum::Router;
use axum::routing::get;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/files/{*path}", get(http::file));
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await
}

//@ src/http.rs
use axum::extract::Path;
use axum::http::StatusCode;

use crate::store;

pub async fn file(Path(path): Path<String>) -> Result<Vec<u8>, StatusCode> {
    store::read(&path).await.map_err(|_| StatusCode::NOT_FOUND)
}

//@ src/resolve.rs
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

/// The file itself, wherever links lead, if it is in the folder.
pub fn inside(root: &Path, path: &str) -> std::io::Result<PathBuf> {
    let root = root.canonicalize()?;
    let path = root.join(path).canonicalize()?;
    if !path.starts_with(&root) {
        return Err(Error::from(ErrorKind::PermissionDenied));
    }
    Ok(path)
}

//@ src/store.rs
use std::path::Path;

use crate::resolve;

pub async fn read(path: &str) -> std::io::Result<Vec<u8>> {
    let path = resolve::inside(Path::new("/srv/files"), path)?;
    tokio::fs::read(path).await
}
