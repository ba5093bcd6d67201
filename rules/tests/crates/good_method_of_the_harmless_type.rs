// Two types have a method `load`; the state of the handler holds the one that looks into a map.
//@ src/main.rs
mod disk;
mod memory;
mod web;

use axum::Router;
use axum::routing::get;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let disk = disk::DiskStore::new("/srv/recipes");
    let mut store = memory::MemoryStore::default();
    for name in ["bread", "soup"] {
        store.keep(name, disk.load(name)?);
    }
    let app = Router::new().route("/recipes/{name}", get(web::recipe)).with_state(web::AppState { store });
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await
}

//@ src/disk.rs
use std::path::PathBuf;

pub struct DiskStore {
    root: PathBuf,
}

impl DiskStore {
    pub fn new(root: &str) -> Self {
        Self { root: PathBuf::from(root) }
    }

    pub fn load(&self, name: &str) -> std::io::Result<String> {
        std::fs::read_to_string(self.root.join(name))
    }
}

//@ src/memory.rs
use std::collections::HashMap;

#[derive(Clone, Default)]
pub struct MemoryStore {
    recipes: HashMap<String, String>,
}

impl MemoryStore {
    pub fn keep(&mut self, name: &str, text: String) {
        self.recipes.insert(name.to_owned(), text);
    }

    pub fn load(&self, name: &str) -> Option<String> {
        self.recipes.get(name).cloned()
    }
}

//@ src/web.rs
use axum::extract::{Path, State};
use axum::http::StatusCode;

use crate::memory::MemoryStore;

#[derive(Clone)]
pub struct AppState {
    pub store: MemoryStore,
}

pub async fn recipe(State(state): State<AppState>, Path(name): Path<String>) -> Result<String, StatusCode> {
    state.store.load(&name).ok_or(StatusCode::NOT_FOUND)
}
