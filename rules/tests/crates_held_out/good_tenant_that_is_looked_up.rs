// An extractor takes a tenant from a header, looks it up in the state, and keeps the number that stands there.
//@ src/main.rs
mod documents;
mod extract;
mod state;
mod storage;

use axum::routing::get;
use axum::Router;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let app = Router::new().route("/documents", get(documents::index)).with_state(state::AppState::load());
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:4000").await?, app).await?;
    Ok(())
}

//@ src/state.rs
use std::collections::HashMap;
use std::sync::Arc;

#[derive(Clone)]
pub struct AppState {
    tenants: Arc<HashMap<&'static str, u32>>,
}

impl AppState {
    pub fn load() -> Self {
        Self { tenants: Arc::new(HashMap::from([("north", 1), ("south", 2)])) }
    }

    pub fn tenant(&self, name: &str) -> Option<u32> {
        self.tenants.get(name).copied()
    }
}

//@ src/extract.rs
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::StatusCode;

use crate::state::AppState;

/// On whose behalf a request is made.
#[derive(Clone, Copy, Debug)]
pub struct Tenant(pub u32);

impl FromRequestParts<AppState> for Tenant {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Self::Rejection> {
        let value = parts.headers.get("x-tenant").ok_or(StatusCode::BAD_REQUEST)?;
        let name = value.to_str().map_err(|_| StatusCode::BAD_REQUEST)?;
        state.tenant(name).map(Tenant).ok_or(StatusCode::FORBIDDEN)
    }
}

//@ src/documents.rs
use axum::http::StatusCode;
use axum::Json;

use crate::extract::Tenant;
use crate::storage;

pub async fn index(tenant: Tenant) -> Result<Json<Vec<String>>, StatusCode> {
    let names = storage::list(tenant).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Json(names))
}

//@ src/storage.rs
use std::fs;
use std::io;
use std::path::Path;

use crate::extract::Tenant;

pub fn list(tenant: Tenant) -> io::Result<Vec<String>> {
    let folder = Path::new("/var/lib/documents").join(format!("tenant-{}", tenant.0));
    fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
}
