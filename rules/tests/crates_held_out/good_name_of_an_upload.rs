// The storage makes up a name for what is uploaded; of the name that the client gave, a known ending is kept.
//@ src/main.rs
mod storage;
mod uploads;

use axum::routing::post;
use axum::Router;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let app = Router::new().route("/pictures/{name}", post(uploads::create)).with_state(storage::Pictures::new());
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:4000").await?, app).await?;
    Ok(())
}

//@ src/uploads.rs
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::Json;
use uuid::Uuid;

use crate::storage::{Pictures, StorageError};

pub async fn create(
    State(pictures): State<Pictures>,
    Path(name): Path<String>,
    content: Bytes,
) -> Result<Json<Uuid>, StatusCode> {
    match pictures.keep(&name, &content).await {
        Ok(id) => Ok(Json(id)),
        Err(StorageError::Kind) => Err(StatusCode::UNSUPPORTED_MEDIA_TYPE),
        Err(StorageError::Io(_)) => Err(StatusCode::INSUFFICIENT_STORAGE),
    }
}

//@ src/storage.rs
use std::path::PathBuf;

use uuid::Uuid;

#[derive(Clone)]
pub struct Pictures {
    folder: PathBuf,
}

#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    #[error("not a picture")]
    Kind,
    #[error("disk")]
    Io(#[from] std::io::Error),
}

impl Pictures {
    pub fn new() -> Self {
        Self { folder: "/var/lib/pictures".into() }
    }

    pub async fn keep(&self, name: &str, content: &[u8]) -> Result<Uuid, StorageError> {
        let ending = match name.rsplit_once('.') {
            Some((_, "png")) => "png",
            Some((_, "jpg" | "jpeg")) => "jpg",
            _ => return Err(StorageError::Kind),
        };
        let id = Uuid::new_v4();
        tokio::fs::write(self.folder.join(format!("{id}.{ending}")), content).await?;
        Ok(id)
    }
}
