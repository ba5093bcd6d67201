use std::path::{Component, Path as FsPath, PathBuf};

use actix_files::NamedFile;
use actix_web::{HttpRequest, HttpResponse, get, web};
use axum::body::Bytes;
use axum::extract::{Multipart, Path, Query, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use poem::handler;
use rocket::data::ToByteUnit;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tokio::fs;
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

#[derive(Clone)]
pub struct Store {
    pub root: PathBuf,
}

#[derive(Deserialize)]
pub struct FileParams {
    pub name: String,
    pub lang: Option<String>,
    pub version: Option<u32>,
}

//# bad
pub async fn download(State(store): State<Store>, Path(name): Path<String>) -> Result<Vec<u8>, StatusCode> {
    let file = store.root.join(&name);
    fs::read(file).await.map_err(|_| StatusCode::NOT_FOUND)
}

//# good
pub async fn download_checked(
    State(store): State<Store>,
    Path(name): Path<String>,
) -> Result<Vec<u8>, StatusCode> {
    let file = fs::canonicalize(store.root.join(&name)).await.map_err(|_| StatusCode::NOT_FOUND)?;
    if !file.starts_with(&store.root) {
        return Err(StatusCode::FORBIDDEN);
    }
    fs::read(file).await.map_err(|_| StatusCode::NOT_FOUND)
}

//# bad
pub async fn download_resolved(
    State(store): State<Store>,
    Path(name): Path<String>,
) -> Result<Vec<u8>, StatusCode> {
    let file = store.root.join(name.trim_start_matches('/'));
    let file = fs::canonicalize(file).await.map_err(|_| StatusCode::NOT_FOUND)?;
    tracing::debug!(file = %file.display(), "serving");
    fs::read(&file).await.map_err(|_| StatusCode::NOT_FOUND)
}

//# bad
#[get("/pages/{page:.*}")]
async fn page(req: HttpRequest) -> actix_web::Result<NamedFile> {
    let page: String = req.match_info().query("page").parse()?;
    let page = page.replace("../", "");
    let path: PathBuf = ["/srv/pages", &page].iter().collect();
    Ok(NamedFile::open(path)?)
}

//# good
#[get("/docs/{page}")]
async fn doc_page(req: HttpRequest) -> actix_web::Result<NamedFile> {
    let page = match req.match_info().query("page") {
        "" | "index" => "index.html",
        "install" => "install.html",
        "faq" => "faq.html",
        _ => return Err(actix_web::error::ErrorNotFound("no such page")),
    };
    Ok(NamedFile::open(FsPath::new("/srv/docs").join(page))?)
}

//# bad
#[get("/translations")]
async fn translations(params: web::Query<FileParams>) -> HttpResponse {
    let lang = params.lang.as_deref().unwrap_or("en");
    let file = format!("locales/{lang}/messages.json");
    match std::fs::read_to_string(&file) {
        Ok(text) => HttpResponse::Ok().content_type("application/json").body(text),
        Err(_) => HttpResponse::NotFound().finish(),
    }
}

//# good
#[get("/messages")]
async fn messages(params: web::Query<FileParams>) -> HttpResponse {
    let lang = params.lang.as_deref().unwrap_or("en");
    if lang.len() != 2 || !lang.bytes().all(|b| b.is_ascii_lowercase()) {
        return HttpResponse::BadRequest().finish();
    }
    match std::fs::read_to_string(format!("locales/{lang}/messages.json")) {
        Ok(text) => HttpResponse::Ok().content_type("application/json").body(text),
        Err(_) => HttpResponse::NotFound().finish(),
    }
}

//# bad
pub async fn upload(State(store): State<Store>, mut form: Multipart) -> Result<StatusCode, StatusCode> {
    while let Some(field) = form.next_field().await.map_err(|_| StatusCode::BAD_REQUEST)? {
        let Some(name) = field.file_name().map(|n| n.to_owned()) else { continue };
        let data = field.bytes().await.map_err(|_| StatusCode::BAD_REQUEST)?;
        let mut target = store.root.clone();
        target.push("incoming");
        target.push(name);
        let mut file = fs::File::create(&target).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
        file.write_all(&data).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    }
    Ok(StatusCode::CREATED)
}

//# good
pub async fn upload_renamed(
    State(store): State<Store>,
    mut form: Multipart,
) -> Result<StatusCode, StatusCode> {
    while let Some(field) = form.next_field().await.map_err(|_| StatusCode::BAD_REQUEST)? {
        let name = field.file_name().unwrap_or("unnamed").to_owned();
        let data = field.bytes().await.map_err(|_| StatusCode::BAD_REQUEST)?;
        let target = store.root.join(Uuid::new_v4().to_string());
        fs::write(&target, &data).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
        tracing::info!(name, stored = %target.display(), "upload kept");
    }
    Ok(StatusCode::CREATED)
}

//# good
pub async fn put_blob(State(store): State<Store>, body: Bytes) -> Result<String, StatusCode> {
    let digest = hex::encode(Sha256::digest(&body));
    let target = store.root.join("blobs").join(&digest[..2]).join(&digest);
    fs::write(target, body).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(digest)
}

//# good
pub async fn get_blob(State(store): State<Store>, Path(id): Path<Uuid>) -> Result<Vec<u8>, StatusCode> {
    let file = store.root.join("blobs").join(format!("{id}.bin"));
    fs::read(file).await.map_err(|_| StatusCode::NOT_FOUND)
}

//# bad
pub async fn remove(
    State(store): State<Store>,
    Query(FileParams { name, version, .. }): Query<FileParams>,
) -> StatusCode {
    // The extension alone does not say in which folder the file lies.
    if !name.ends_with(".pdf") {
        return StatusCode::BAD_REQUEST;
    }
    let suffix = version.map(|v| format!("v{v}/")).unwrap_or_default();
    let relative = suffix + &name;
    let full = format!("{}/{}", store.root.display(), relative);
    match fs::remove_file(full).await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(_) => StatusCode::NOT_FOUND,
    }
}

//# good
pub async fn remove_own(State(store): State<Store>, Query(params): Query<FileParams>) -> StatusCode {
    let Some(name) = FsPath::new(&params.name).file_name() else {
        return StatusCode::BAD_REQUEST;
    };
    match fs::remove_file(store.root.join(name)).await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(_) => StatusCode::NOT_FOUND,
    }
}

//# good
pub async fn nested(
    State(store): State<Store>,
    Path(rest): Path<String>,
) -> Result<impl IntoResponse, StatusCode> {
    let relative = PathBuf::from(rest);
    if relative.components().any(|c| !matches!(c, Component::Normal(_))) {
        return Err(StatusCode::BAD_REQUEST);
    }
    fs::read(store.root.join(relative)).await.map_err(|_| StatusCode::NOT_FOUND)
}

//# bad
#[handler]
async fn avatar(poem::web::Path((user, size)): poem::web::Path<(String, u32)>) -> poem::Result<Vec<u8>> {
    let root = std::path::Path::new("/var/lib/avatars");
    let file = if size > 64 { root.join("large").join(user) } else { root.join("small").join(user) };
    let bytes = tokio::fs::read(file.with_extension("png"))
        .await
        .map_err(|_| poem::Error::from_status(poem::http::StatusCode::NOT_FOUND))?;
    Ok(bytes)
}

//# good
#[handler]
async fn avatar_by_id(poem::web::Path((user, size)): poem::web::Path<(u64, u32)>) -> poem::Result<Vec<u8>> {
    let folder = if size > 64 { "large" } else { "small" };
    let file = FsPath::new("/var/lib/avatars").join(folder).join(format!("{user}.png"));
    let bytes = tokio::fs::read(file)
        .await
        .map_err(|_| poem::Error::from_status(poem::http::StatusCode::NOT_FOUND))?;
    Ok(bytes)
}

//# bad
#[rocket::put("/notes/<name>", data = "<data>")]
async fn put_note(name: String, data: rocket::Data<'_>) -> std::io::Result<()> {
    let path = String::from("notes/") + name.as_str() + ".md";
    data.open(64.kibibytes()).into_file(path).await?;
    Ok(())
}

//# good
#[rocket::put("/note/<name>", data = "<data>")]
async fn replace_note(name: String, data: rocket::Data<'_>) -> std::io::Result<()> {
    if name.contains("..") || name.contains('/') || name.contains('\\') {
        return Err(std::io::ErrorKind::InvalidInput.into());
    }
    data.open(64.kibibytes()).into_file(format!("notes/{name}.md")).await?;
    Ok(())
}

//# bad
pub async fn raw(request: hyper::Request<hyper::body::Incoming>) -> std::io::Result<Vec<u8>> {
    let wanted = request
        .uri()
        .query()
        .and_then(|q| q.split('&').find_map(|pair| pair.strip_prefix("file=")))
        .map(|v| percent_encoding::percent_decode_str(v).decode_utf8_lossy().into_owned())
        .unwrap_or_else(|| "index.html".to_string());
    let mut path = PathBuf::from("public");
    path.extend(wanted.split('/'));
    fs::read(path).await
}

//# good
pub async fn raw_listed(request: hyper::Request<hyper::body::Incoming>) -> std::io::Result<Vec<u8>> {
    static FILES: phf::Map<&'static str, &'static str> = phf::phf_map! {
        "/" => "public/index.html",
        "/style.css" => "public/style.css",
    };
    let file = FILES.get(request.uri().path()).ok_or(std::io::ErrorKind::NotFound)?;
    fs::read(FsPath::new(file)).await
}
