// An extractor takes the tenant from a header as it is; the storage makes a folder of it.
//@ src/main.rs
mod documents;
mod extract;
mod storage;

use axum::routing::get;
use axum::Router;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let app = Router::new().route("/documents", get(documents::index)).with_state(storage::Storage::default());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:4000").await?;
    axum::serve(listener, app).await?;
    Ok(())
}

//@ src/extract.rs
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::StatusCode;

/// On whose behalf a request is made.
#[derive(Clone, Debug)]
pub struct Tenant(pub String);

impl Tenant {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Tenant {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        let value = parts.headers.get("x-tenant").ok_or(StatusCode::BAD_REQUEST)?;
        let name = value.to_str().map_err(|_| StatusCode::BAD_REQUEST)?;
        Ok(Tenant(name.to_owned()))
    }
}

//@ src/documents.rs
use axum::extract::State;
use axum::http::StatusCode;
use axum::Json;

use crate::extract::Tenant;
use crate::storage::Storage;

pub async fn index(State(storage): State<Storage>, tenant: Tenant) -> Result<Json<Vec<String>>, StatusCode> {
    let names = storage.list(tenant.as_str()).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Json(names))
}

//@ src/storage.rs
use std::fs;
use std::io;
use std::path::PathBuf;

#[derive(Clone)]
pub struct Storage {
    base: PathBuf,
}

impl Default for Storage {
    fn default() -> Self {
        Self { base: PathBuf::from("/var/lib/documents") }
    }
}

impl Storage {
    pub fn list(&self, tenant: &str) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(self.base.join(tenant).join("public"))? { //~ P209
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names)
    }
}
