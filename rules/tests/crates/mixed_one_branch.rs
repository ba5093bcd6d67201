// The store checks the path, but for files that are called hidden, which it opens elsewhere.
//@ src/main.rs
mod folder;
mod store;
mod web;

use poem::listener::TcpListener;
use poem::{Route, Server, get};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Route::new().at("/files/*name", get(web::file));
    Server::new(TcpListener::bind("127.0.0.1:3000")).run(app).await
}

//@ src/folder.rs
use std::path::{Path, PathBuf};

const ROOT: &str = "/srv/files";

pub fn resolved(name: &str) -> Option<PathBuf> {
    let root = Path::new(ROOT).canonicalize().ok()?;
    let path = root.join(name).canonicalize().ok()?;
    path.starts_with(&root).then_some(path)
}

pub fn hidden(name: &str) -> PathBuf {
    Path::new(ROOT).join(".hidden").join(name)
}

//@ src/store.rs
use std::fs;

use crate::folder;

pub fn load(name: &str) -> Option<Vec<u8>> {
    if let Some(rest) = name.strip_prefix("hidden:") {
        return fs::read(folder::hidden(rest)).ok(); //~ P209
    }
    let path = folder::resolved(name)?;
    fs::read(path).ok()
}

//@ src/web.rs
use poem::http::StatusCode;
use poem::web::Path;
use poem::{Error, Result, handler};

use crate::store;

#[handler]
pub fn file(Path(name): Path<String>) -> Result<Vec<u8>> {
    store::load(&name).ok_or_else(|| Error::from_status(StatusCode::NOT_FOUND))
}
