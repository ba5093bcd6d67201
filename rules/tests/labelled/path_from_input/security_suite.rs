//! Variations of one fault: sources, ways that a text takes, and the file that it ends at.

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, Read, Write};
use std::path::{Component, Path as FilePath, PathBuf};

use actix_files::NamedFile;
use actix_web::{HttpRequest, error, web};
use axum::extract::{Multipart, Path, Query};
use axum::http::StatusCode;
use poem::handler;
use poem::web::Query as PoemQuery;
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Download {
    file: String,
    page: u32,
}

const ROOT: &str = "/srv/files";

//# bad
#[handler]
fn as_it_is(PoemQuery(file_name): PoemQuery<String>) -> poem::Result<String> {
    let file_path = PathBuf::from(file_name);
    fs::read_to_string(file_path).map_err(poem::error::InternalServerError)
}

//# good
#[handler]
fn one_component_only(PoemQuery(file_name): PoemQuery<String>) -> poem::Result<String> {
    if file_name.contains("..") || file_name.contains('/') || file_name.contains('\\') {
        return Err(poem::Error::from_status(poem::http::StatusCode::BAD_REQUEST));
    }
    let file_path = PathBuf::from(ROOT).join(file_name);
    fs::read_to_string(file_path).map_err(poem::error::InternalServerError)
}

//# good
#[handler]
fn below_the_folder(PoemQuery(file_name): PoemQuery<String>) -> poem::Result<String> {
    let public = PathBuf::from(ROOT);
    let file_path = public.join(file_name);
    let file_path = file_path.canonicalize().map_err(poem::error::NotFound)?;
    if !file_path.starts_with(&public) {
        return Err(poem::Error::from_status(poem::http::StatusCode::BAD_REQUEST));
    }
    fs::read_to_string(file_path).map_err(poem::error::InternalServerError)
}

//# bad
#[handler]
fn checked_before_it_is_resolved(PoemQuery(file_name): PoemQuery<String>) -> poem::Result<String> {
    let public = FilePath::new(ROOT);
    let file_path = public.join(file_name);
    if !file_path.starts_with(public) {
        return Err(poem::Error::from_status(poem::http::StatusCode::BAD_REQUEST));
    }
    fs::read_to_string(file_path).map_err(poem::error::InternalServerError)
}

//# bad
fn first_argument() -> std::io::Result<u64> {
    let name = std::env::args().nth(1).unwrap_or_else(|| "today".to_owned());
    let file = File::open(format!("{ROOT}/{name}.log"))?;
    Ok(file.metadata()?.len())
}

//# good
fn first_argument_as_number() -> std::io::Result<u64> {
    let day: u32 = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or_default();
    let file = File::open(format!("{ROOT}/{day:02}.log"))?;
    Ok(file.metadata()?.len())
}

//# bad
fn standard_input() -> std::io::Result<()> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let target = FilePath::new(ROOT).join(line.trim_end());
    OpenOptions::new().write(true).create(true).truncate(true).open(target)?.write_all(b"done\n")
}

//# good
fn standard_input_as_content() -> std::io::Result<()> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let target = FilePath::new(ROOT).join("answers.txt");
    OpenOptions::new().append(true).open(target)?.write_all(line.as_bytes())
}

//# bad
async fn extractor(Path(name): Path<String>) -> Result<Vec<u8>, StatusCode> {
    let name = name.replace("../", "");
    let mut path = PathBuf::from(ROOT);
    path.push(&name);
    tokio::fs::read(&path).await.map_err(|_| StatusCode::NOT_FOUND)
}

//# good
async fn extractor_by_arms(Path(name): Path<String>) -> Result<Vec<u8>, StatusCode> {
    let file = match name.as_str() {
        "terms" => "terms.pdf",
        "prices" => "prices.pdf",
        _ => return Err(StatusCode::NOT_FOUND),
    };
    let mut path = PathBuf::from(ROOT);
    path.push(file);
    tokio::fs::read(&path).await.map_err(|_| StatusCode::NOT_FOUND)
}

//# bad
async fn named_file(request: HttpRequest) -> actix_web::Result<NamedFile> {
    let tail: PathBuf = request.match_info().query("tail").parse().map_err(error::ErrorBadRequest)?;
    let path = [FilePath::new("static"), tail.as_path()].iter().collect::<PathBuf>();
    Ok(NamedFile::open(path)?)
}

//# good
async fn named_file_of_normal_components(request: HttpRequest) -> actix_web::Result<NamedFile> {
    let tail = PathBuf::from(request.match_info().query("tail"));
    if !tail.components().all(|component| matches!(component, Component::Normal(_))) {
        return Err(error::ErrorBadRequest("a relative path"));
    }
    Ok(NamedFile::open(FilePath::new("static").join(tail))?)
}

//# bad
async fn query_in_steps(Query(download): Query<Download>) -> Result<String, StatusCode> {
    let Download { file, page } = download;
    let parts = vec![ROOT.to_owned(), page.to_string(), file];
    let joined = parts.join("/");
    let opened = File::open(&joined);
    let mut text = String::new();
    match opened {
        Ok(file) => file.take(1 << 16).read_to_string(&mut text).map_err(|_| StatusCode::CONFLICT)?,
        Err(_) => return Err(StatusCode::NOT_FOUND),
    };
    Ok(text)
}

//# good
async fn query_beside(Query(download): Query<Download>) -> Result<String, StatusCode> {
    let path = format!("{ROOT}/page-{}.txt", download.page);
    tracing::info!(file = %download.file, path, "asked for");
    fs::read_to_string(path).map_err(|_| StatusCode::NOT_FOUND)
}

//# bad
async fn upload(mut form: Multipart) -> Result<StatusCode, StatusCode> {
    while let Some(field) = form.next_field().await.map_err(|_| StatusCode::BAD_REQUEST)? {
        let Some(name) = field.file_name().map(str::to_owned) else { continue };
        let bytes = field.bytes().await.map_err(|_| StatusCode::BAD_REQUEST)?;
        let path = FilePath::new("/srv/uploads").join(name);
        tokio::fs::write(path, bytes).await.map_err(|_| StatusCode::INSUFFICIENT_STORAGE)?;
    }
    Ok(StatusCode::CREATED)
}

//# good
async fn upload_under_an_id(mut form: Multipart) -> Result<StatusCode, StatusCode> {
    while let Some(field) = form.next_field().await.map_err(|_| StatusCode::BAD_REQUEST)? {
        let name = field.file_name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(|_| StatusCode::BAD_REQUEST)?;
        let path = FilePath::new("/srv/uploads").join(uuid::Uuid::new_v4().to_string());
        tracing::info!(%name, path = %path.display(), "stored");
        tokio::fs::write(path, bytes).await.map_err(|_| StatusCode::INSUFFICIENT_STORAGE)?;
    }
    Ok(StatusCode::CREATED)
}

//# bad
async fn http_response(url: &'static str) -> Result<(), Box<dyn std::error::Error>> {
    let manifest: Vec<String> = reqwest::get(url).await?.json().await?;
    let removed = manifest.iter().map(|entry| PathBuf::from("/var/cache/app").join(entry));
    for path in removed {
        fs::remove_file(&path)?;
    }
    Ok(())
}

//# bad
async fn copied(body: web::Json<(String, String)>) -> std::io::Result<u64> {
    let (from, to) = body.into_inner();
    fs::copy(from, "/srv/files/".to_string() + to.as_str())
}

//# good
async fn by_uuid(Path(id): Path<String>) -> Result<Vec<u8>, StatusCode> {
    let id = uuid::Uuid::parse_str(&id).map_err(|_| StatusCode::BAD_REQUEST)?;
    let path = format!("{ROOT}/{id}.bin");
    fs::read(path).map_err(|_| StatusCode::NOT_FOUND)
}

//# good
fn environment_compared() -> std::io::Result<String> {
    let name = std::env::var("PROFILE").unwrap_or_default();
    let allowed = ["dev", "prod"];
    if !allowed.contains(&name.as_str()) {
        return Err(std::io::Error::other("no such profile"));
    }
    fs::read_to_string(FilePath::new("/etc/app").join(name).join("app.toml"))
}
