//! Serving and taking files: axum, actix-web, rocket and warp.

use std::ffi::OsStr;
use std::path::{Component, Path as FilePath, PathBuf};

use actix_files::NamedFile;
use actix_web::{HttpRequest, HttpResponse, get, web};
use axum::body::Bytes;
use axum::extract::{Multipart, Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use rocket::form::Form;
use rocket::fs::TempFile;
use serde::Deserialize;
use tokio::fs;
use tokio::io::AsyncReadExt;
use url::Url;
use uuid::Uuid;

#[derive(Clone)]
pub struct App {
    root: PathBuf,
    base: Url,
}

#[derive(Deserialize)]
pub struct Download {
    file: String,
    version: Option<u32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    Light,
    Dark,
}

#[derive(rocket::FromForm)]
pub struct Upload<'r> {
    folder: String,
    file: TempFile<'r>,
}

//# bad
pub async fn download(State(app): State<App>, Query(wanted): Query<Download>) -> Result<Vec<u8>, StatusCode> {
    let path = app.root.join(&wanted.file);
    fs::read(&path).await.map_err(|_| StatusCode::NOT_FOUND)
}

//# bad
#[get("/reports/{tail:.*}")]
pub async fn report(req: HttpRequest) -> actix_web::Result<NamedFile> {
    let tail: PathBuf = req.match_info().query("tail").parse().unwrap_or_default();
    let mut path = PathBuf::from("/srv/reports");
    path.push(tail);
    Ok(NamedFile::open(path)?)
}

//# bad
pub async fn take_upload(State(app): State<App>, mut form: Multipart) -> Result<StatusCode, StatusCode> {
    while let Some(field) = form.next_field().await.map_err(|_| StatusCode::BAD_REQUEST)? {
        let name = match field.file_name() {
            Some(name) => name.to_owned(),
            None => continue,
        };
        let data = field.bytes().await.map_err(|_| StatusCode::BAD_REQUEST)?;
        let target = format!("{}/incoming/{name}", app.root.display());
        tokio::fs::write(target, &data).await.map_err(|_| StatusCode::INSUFFICIENT_STORAGE)?;
    }
    Ok(StatusCode::CREATED)
}

//# bad
#[rocket::post("/upload", data = "<form>")]
pub async fn store(mut form: Form<Upload<'_>>) -> std::io::Result<String> {
    let id = Uuid::new_v4();
    let folder = "/srv/uploads/".to_string() + form.folder.trim_matches('/');
    fs::create_dir_all(&folder).await?;
    let target = FilePath::new(&folder).join(id.to_string());
    form.file.persist_to(&target).await?;
    Ok(id.to_string())
}

//# bad
/// Removes the cached pages of a tenant, which the gateway names in a header.
pub async fn purge(State(app): State<App>, headers: HeaderMap) -> Result<StatusCode, StatusCode> {
    let tenant =
        headers.get("x-tenant").and_then(|value| value.to_str().ok()).ok_or(StatusCode::BAD_REQUEST)?;
    let decoded = percent_encoding::percent_decode_str(tenant).decode_utf8_lossy();
    let folder =
        [app.root.as_os_str(), OsStr::new("cache"), OsStr::new(decoded.as_ref())].iter().collect::<PathBuf>();
    fs::remove_dir_all(folder).await.map_err(|_| StatusCode::NOT_FOUND)?;
    Ok(StatusCode::NO_CONTENT)
}

//# good
pub async fn avatar(State(app): State<App>, Path(user): Path<Uuid>) -> Result<Vec<u8>, StatusCode> {
    let path = app.root.join("avatars").join(format!("{user}.png"));
    fs::read(path).await.map_err(|_| StatusCode::NOT_FOUND)
}

//# good
pub async fn page(State(app): State<App>, Path(page): Path<String>) -> Result<String, StatusCode> {
    let plain = FilePath::new(&page).components().all(|part| matches!(part, Component::Normal(_)));
    if !plain {
        return Err(StatusCode::BAD_REQUEST);
    }
    fs::read_to_string(app.root.join("pages").join(&page)).await.map_err(|_| StatusCode::NOT_FOUND)
}

//# good
#[get("/assets/{name}")]
pub async fn asset(name: web::Path<String>) -> actix_web::Result<HttpResponse> {
    let file = match name.as_str() {
        "logo" => "assets/logo.svg",
        "icon" => "assets/icon.svg",
        other => return Ok(HttpResponse::NotFound().body(format!("assets/{other} is not served"))),
    };
    let bytes = std::fs::read(file)?;
    Ok(HttpResponse::Ok().content_type("image/svg+xml").body(bytes))
}

//# good
pub async fn stylesheet(State(app): State<App>, Query(theme): Query<Theme>) -> Result<String, StatusCode> {
    let name = match theme {
        Theme::Light => "light.css",
        Theme::Dark => "dark.css",
    };
    let mut text = String::new();
    let mut file = fs::File::open(app.root.join(name)).await.map_err(|_| StatusCode::NOT_FOUND)?;
    file.read_to_string(&mut text).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(text)
}

//# good
pub async fn manual(State(app): State<App>, Query(wanted): Query<Download>) -> Result<Vec<u8>, StatusCode> {
    let root = fs::canonicalize(&app.root).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let path = fs::canonicalize(root.join(&wanted.file)).await.map_err(|_| StatusCode::NOT_FOUND)?;
    if !path.starts_with(&root) {
        return Err(StatusCode::FORBIDDEN);
    }
    fs::read(path).await.map_err(|_| StatusCode::NOT_FOUND)
}

//# good
/// The address of a document: `join` here is that of a URL.
pub async fn address(State(app): State<App>, Path(number): Path<u64>) -> Result<String, StatusCode> {
    let address = app.base.join(&format!("documents/{number}")).map_err(|_| StatusCode::BAD_REQUEST)?;
    Ok(address.to_string())
}

//# good
pub async fn keep(State(app): State<App>, headers: HeaderMap, body: Bytes) -> Result<String, StatusCode> {
    let wished = headers.get("x-file-name").and_then(|value| value.to_str().ok()).unwrap_or("unnamed");
    let name = format!("{}.bin", Uuid::new_v4());
    tracing::info!(wished, stored = %name, "stored");
    fs::write(app.root.join(&name), body).await.map_err(|_| StatusCode::INSUFFICIENT_STORAGE)?;
    Ok(name)
}

//# good
pub async fn manifest(State(app): State<App>, Query(wanted): Query<Download>) -> Result<String, StatusCode> {
    let version = wanted.version.unwrap_or(1);
    let path = format!("{}/v{version}/manifest.json", app.root.display());
    fs::read_to_string(&path).await.map_err(|_| StatusCode::NOT_FOUND)
}
