// `state.repo.find(..)` and `state.files.read(..)`: each type stands in a file of its own.
//@ src/main.rs
mod files;
mod repo;
mod routes;
mod state;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let state = state::AppState::connect().await?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
    axum::serve(listener, routes::router(state)).await?;
    Ok(())
}

//@ src/state.rs
use crate::files::FileStore;
use crate::repo::DocumentRepo;

#[derive(Clone)]
pub struct AppState {
    pub repo: DocumentRepo,
    pub files: FileStore,
}

impl AppState {
    pub async fn connect() -> Result<Self, sqlx::Error> {
        let pool = sqlx::PgPool::connect("postgres:///documents").await?;
        Ok(Self { repo: DocumentRepo { pool }, files: FileStore::new("/srv/documents") })
    }
}

//@ src/routes.rs
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};

use crate::state::AppState;

pub fn router(state: AppState) -> Router {
    Router::new()
        .route("/owners/{owner}", get(of_owner))
        .route("/documents/{name}", get(content))
        .with_state(state)
}

async fn of_owner(
    State(state): State<AppState>,
    Path(owner): Path<String>,
) -> Result<Json<Vec<String>>, StatusCode> {
    state.repo.find(&owner).await.map(Json).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

async fn content(State(state): State<AppState>, Path(name): Path<String>) -> Result<Vec<u8>, StatusCode> {
    state.files.read(&name).await.map_err(|_| StatusCode::NOT_FOUND)
}

//@ src/repo.rs
use sqlx::PgPool;

#[derive(Clone)]
pub struct DocumentRepo {
    pub pool: PgPool,
}

impl DocumentRepo {
    pub async fn find(&self, owner: &str) -> sqlx::Result<Vec<String>> {
        let sql = format!("SELECT name FROM documents WHERE owner = '{owner}'");
        sqlx::query_scalar(sql.as_str()).fetch_all(&self.pool).await //~ P207
    }
}

//@ src/files.rs
use std::path::PathBuf;

#[derive(Clone)]
pub struct FileStore {
    root: PathBuf,
}

impl FileStore {
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    pub async fn read(&self, name: &str) -> std::io::Result<Vec<u8>> {
        let path = self.root.join(name);
        tokio::fs::read(&path).await //~ P209
    }
}
