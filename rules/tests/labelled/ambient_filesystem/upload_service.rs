//! Uploads of an axum service.

use std::fs::{self as disk, FileType, Metadata, OpenOptions as Opening};
use std::io::{Cursor, Read, Write};

use axum::Json;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use bytes::Bytes;
use cap_std::fs::Dir as Folder;
use object_store::ObjectStore;
use object_store::path::Path as ObjectPath;
use serde::Serialize;
use vfs::{MemoryFS, VfsPath};

#[derive(Clone)]
pub struct App {
    store: std::sync::Arc<dyn ObjectStore>,
    spool: std::sync::Arc<Folder>,
}

#[derive(Serialize)]
pub struct File {
    name: String,
    size: u64,
}

impl File {
    fn create(name: impl Into<String>, size: u64) -> Self {
        File { name: name.into(), size }
    }
}

//# bad
pub async fn upload(mut form: Multipart) -> Result<Json<u64>, StatusCode> {
    let mut total = 0;
    while let Some(field) = form.next_field().await.map_err(|_| StatusCode::BAD_REQUEST)? {
        let id = uuid::Uuid::new_v4();
        let bytes = field.bytes().await.map_err(|_| StatusCode::BAD_REQUEST)?;
        total += bytes.len() as u64;
        disk::write(format!("/srv/uploads/{id}"), &bytes).map_err(|_| StatusCode::INSUFFICIENT_STORAGE)?;
    }
    Ok(Json(total))
}

//# good
pub async fn upload_to_store(
    State(app): State<App>,
    mut form: Multipart,
) -> Result<Json<Vec<File>>, StatusCode> {
    let mut files = Vec::new();
    while let Some(field) = form.next_field().await.map_err(|_| StatusCode::BAD_REQUEST)? {
        let name = uuid::Uuid::new_v4().to_string();
        let bytes = field.bytes().await.map_err(|_| StatusCode::BAD_REQUEST)?;
        files.push(File::create(name.clone(), bytes.len() as u64));
        app.store
            .put(&ObjectPath::from(name), bytes.into())
            .await
            .map_err(|_| StatusCode::INSUFFICIENT_STORAGE)?;
    }
    Ok(Json(files))
}

//# bad
pub async fn append_to_index(Path(id): Path<uuid::Uuid>) -> StatusCode {
    let opened = Opening::new().append(true).create(true).open("/srv/uploads/index");
    match opened.and_then(|mut index| writeln!(index, "{id}")) {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

//# good
pub async fn spool_to_folder(State(app): State<App>, body: Bytes) -> Result<StatusCode, StatusCode> {
    let name = uuid::Uuid::new_v4().to_string();
    let mut file = app.spool.create(&name).map_err(|_| StatusCode::INSUFFICIENT_STORAGE)?;
    file.write_all(&body).map_err(|_| StatusCode::INSUFFICIENT_STORAGE)?;
    Ok(StatusCode::CREATED)
}

//# good
pub fn describe(metadata: &Metadata, kind: FileType) -> String {
    let what = match (kind.is_dir(), kind.is_symlink()) {
        (true, _) => "folder",
        (_, true) => "link",
        _ => "file",
    };
    format!("a {what} of {} bytes", metadata.len())
}

//# good
pub fn unpack_in_memory(body: Bytes) -> Result<VfsPath, Box<dyn std::error::Error>> {
    let root: VfsPath = MemoryFS::new().into();
    let mut archive = zip::ZipArchive::new(Cursor::new(body))?;
    for number in 0..archive.len().min(64) {
        let entry = archive.by_index(number)?;
        let mut content = Vec::new();
        entry.take(1 << 20).read_to_end(&mut content)?;
        root.join(format!("{number}"))?.create_file()?.write_all(&content)?;
    }
    Ok(root)
}

//# bad
pub async fn clean_up(ids: Vec<uuid::Uuid>) -> usize {
    let removals = ids.into_iter().map(|id| async move {
        let folder = format!("/srv/uploads/{id}");
        tokio::fs::remove_dir_all(folder).await.is_ok()
    });
    futures::future::join_all(removals).await.into_iter().filter(|done| *done).count()
}
