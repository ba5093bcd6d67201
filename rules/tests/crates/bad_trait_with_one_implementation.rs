// The handler knows a trait alone, which one type implements, in a third file.
//@ src/main.rs
mod disk;
mod http;
mod store;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use crate::store::Store;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let store: Arc<dyn Store> = Arc::new(disk::DiskStore { root: "/srv/recipes".into() });
    let app = Router::new().route("/recipes/{name}", get(http::recipe)).with_state(store);
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await
}

//@ src/store.rs
use async_trait::async_trait;

#[async_trait]
pub trait Store: Send + Sync {
    async fn load(&self, name: &str) -> std::io::Result<String>;
}

//@ src/disk.rs
use std::path::PathBuf;

use async_trait::async_trait;

use crate::store::Store;

pub struct DiskStore {
    pub root: PathBuf,
}

#[async_trait]
impl Store for DiskStore {
    async fn load(&self, name: &str) -> std::io::Result<String> {
        tokio::fs::read_to_string(self.root.join(format!("{name}.txt"))).await //~ P209
    }
}

//@ src/http.rs
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;

use crate::store::Store;

pub async fn recipe(
    State(store): State<Arc<dyn Store>>,
    Path(name): Path<String>,
) -> Result<String, StatusCode> {
    store.load(&name).await.map_err(|_| StatusCode::NOT_FOUND)
}
