use std::io;
use std::path::{Path as FsPath, PathBuf};

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use redis::AsyncCommands;
use rmcp::tool;
use serde::Deserialize;
use sqlx::PgPool;
use tokio::fs;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

#[derive(Clone)]
struct App {
    root: PathBuf,
    pool: PgPool,
    redis: redis::aio::MultiplexedConnection,
}

#[derive(Deserialize)]
struct Export {
    customer: u32,
    rows: Vec<String>,
}

struct Exports {
    root: PathBuf,
}

//# bad
async fn upload(State(app): State<App>, Path(id): Path<u32>, body: Bytes) -> Result<StatusCode, StatusCode> {
    let target = app.root.join(format!("{id}.bin"));
    if fs::try_exists(&target).await.unwrap_or(false) {
        return Err(StatusCode::CONFLICT);
    }
    fs::write(&target, &body).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(StatusCode::CREATED)
}

//# good
async fn upload_new(
    State(app): State<App>,
    Path(id): Path<u32>,
    body: Bytes,
) -> Result<StatusCode, StatusCode> {
    let target = app.root.join(format!("{id}.bin"));
    let file = fs::OpenOptions::new().write(true).create_new(true).open(&target).await;
    let mut file = match file {
        Ok(file) => file,
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => return Err(StatusCode::CONFLICT),
        Err(_) => return Err(StatusCode::INTERNAL_SERVER_ERROR),
    };
    file.write_all(&body).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(StatusCode::CREATED)
}

//# bad
async fn download(State(app): State<App>, Path(id): Path<u32>) -> Result<Vec<u8>, StatusCode> {
    let source = app.root.join(id.to_string());
    let size = match fs::metadata(&source).await {
        Ok(meta) if meta.is_file() => meta.len(),
        _ => return Err(StatusCode::NOT_FOUND),
    };
    let mut bytes = Vec::with_capacity(size.min(4096) as usize);
    let mut file = fs::File::open(source).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    file.read_to_end(&mut bytes).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(bytes)
}

//# good
async fn download_part(State(app): State<App>, Path(id): Path<u32>) -> Result<Vec<u8>, StatusCode> {
    let file = fs::File::open(app.root.join(id.to_string())).await.map_err(|_| StatusCode::NOT_FOUND)?;
    let meta = file.metadata().await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    if !meta.is_file() {
        return Err(StatusCode::NOT_FOUND);
    }
    let mut bytes = Vec::new();
    file.take(65_536).read_to_end(&mut bytes).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(bytes)
}

impl Exports {
    //# bad
    /// Exports the rows of a customer.
    #[tool(description = "Export the rows of a customer")]
    async fn export(&self, export: Export) -> Result<String, String> {
        let name = format!("/tmp/export_{}.csv", export.customer);
        let text = export.rows.join("\n");
        fs::write(&name, text).await.map_err(|e| e.to_string())?;
        Ok(name)
    }

    //# good
    /// Exports the rows of a customer into a fresh file.
    #[tool(description = "Export the rows of a customer into a fresh file")]
    async fn export_fresh(&self, export: Export) -> Result<usize, String> {
        let dir = tempfile::tempdir_in(&self.root).map_err(|e| e.to_string())?;
        let file = dir.path().join(format!("export_{}.csv", export.customer));
        let text = export.rows.join("\n");
        fs::write(&file, &text).await.map_err(|e| e.to_string())?;
        Ok(text.len())
    }

    //# bad
    fn prepare(&self, customer: u32) -> io::Result<PathBuf> {
        let base = std::env::temp_dir();
        let mut number = 0u32;
        let mut file = base.join(format!("{customer}-{number}"));
        while file.exists() {
            number += 1;
            file = base.join(format!("{customer}-{number}"));
        }
        std::fs::File::create(&file)?;
        Ok(file)
    }

    //# good
    fn prepare_folder(&self, customer: u32) -> io::Result<PathBuf> {
        let folder = self.root.join(customer.to_string());
        std::fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    //# good
    fn is_stale(&self, name: &FsPath) -> bool {
        let Ok(meta) = std::fs::metadata(self.root.join(name)) else {
            return true;
        };
        meta.modified().ok().and_then(|m| m.elapsed().ok()).is_some_and(|age| age.as_secs() > 3600)
    }
}

//# bad
async fn rotate(log: &FsPath) -> io::Result<()> {
    let old = log.with_extension("old");
    if !old.exists() && log.metadata()?.len() > 1_000_000 {
        fs::rename(log, &old).await?;
    }
    let mut file = fs::OpenOptions::new().append(true).create(true).open(log).await?;
    file.write_all(b"rotated\n").await
}

//# good
async fn customer_known(State(app): State<App>, Path(id): Path<i64>) -> Result<Json<bool>, StatusCode> {
    let exists = sqlx::query_scalar::<_, bool>("SELECT EXISTS (SELECT 1 FROM customers WHERE id = $1)")
        .bind(id)
        .fetch_one(&app.pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Json(exists))
}

//# good
async fn cached(State(mut app): State<App>, Path(id): Path<u64>) -> Result<String, StatusCode> {
    let known: bool = app.redis.exists(id).await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    if !known {
        return Err(StatusCode::NOT_FOUND);
    }
    fs::read_to_string(app.root.join("template.txt")).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

//# bad
fn lock_folder(root: &FsPath, owner: &str) -> Result<(), String> {
    let lock = root.join(".lock");
    let taken = lock.exists();
    match (taken, owner.is_empty()) {
        (true, _) => Err("the folder is locked".to_owned()),
        (_, true) => Err("an owner is needed".to_owned()),
        _ => std::fs::write(lock, owner).map_err(|e| e.to_string()),
    }
}

//# good
fn lock_folder_at_once(root: &FsPath, owner: &str) -> Result<(), String> {
    use std::io::Write;
    let lock = root.join(".lock");
    let mut file = std::fs::File::create_new(lock).map_err(|_| "the folder is locked".to_owned())?;
    file.write_all(owner.as_bytes()).map_err(|e| e.to_string())
}
