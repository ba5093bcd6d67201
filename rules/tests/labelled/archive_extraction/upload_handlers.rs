//! Uploads that are archives: axum and actix-web handlers, a worker, a tool of an agent.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use actix_web::{HttpResponse, post, web};
use async_zip::base::read::mem::ZipFileReader;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use futures_util::{StreamExt, io::AsyncReadExt as _};
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{ErrorData as McpError, schemars, tool, tool_router};
use serde::Deserialize;
use tokio_tar::Archive as AsyncArchive;
use zip::ZipArchive;

#[derive(Clone)]
pub struct App {
    sites: PathBuf,
}

#[derive(Deserialize, schemars::JsonSchema)]
pub struct Unpack {
    archive: String,
    folder: String,
}

pub struct Parcel {
    label: String,
    pieces: Vec<String>,
}

impl Parcel {
    fn unpack(&self, to: &Path) -> String {
        format!("{} pieces of {} for {}", self.pieces.len(), self.label, to.display())
    }
}

fn refused<E>(_: E) -> StatusCode {
    StatusCode::UNPROCESSABLE_ENTITY
}

//# bad
pub async fn publish(State(app): State<App>, body: Bytes) -> Result<StatusCode, StatusCode> {
    let site = app.sites.join(uuid::Uuid::new_v4().to_string());
    let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(body.as_ref()));
    for file in archive.entries().map_err(refused)? {
        let mut file = file.map_err(refused)?;
        let name = file.path().map_err(refused)?.to_string_lossy().into_owned();
        let mut text = Vec::new();
        file.read_to_end(&mut text).map_err(refused)?;
        tokio::fs::write(format!("{}/{name}", site.display()), text).await.map_err(refused)?;
    }
    Ok(StatusCode::CREATED)
}

//# bad
#[post("/sites")]
pub async fn upload(app: web::Data<App>, body: web::Bytes) -> actix_web::Result<HttpResponse> {
    let sites = app.sites.clone();
    let count = web::block(move || {
        let mut archive = ZipArchive::new(Cursor::new(body))?;
        archive.extract(sites.join("incoming"))?;
        Ok::<_, zip::result::ZipError>(archive.len())
    })
    .await?
    .map_err(actix_web::error::ErrorBadRequest)?;
    Ok(HttpResponse::Ok().json(count))
}

//# bad
pub async fn fetch_site(http: &reqwest::Client, url: &str, app: &App) -> anyhow::Result<()> {
    let bytes = http.get(url).send().await?.bytes().await?;
    let reader = ZipFileReader::new(bytes.to_vec()).await?;
    let count = reader.file().entries().len();
    for index in 0..count {
        let name = reader.file().entries()[index].filename().as_str()?.to_owned();
        let mut entry = reader.reader_with_entry(index).await?;
        let mut data = Vec::new();
        entry.read_to_end(&mut data).await?;
        tokio::fs::write(app.sites.join(&name), &data).await?;
    }
    Ok(())
}

//# bad
pub async fn stream_in(upload: impl tokio::io::AsyncRead + Unpin + Send, into: &Path) -> io::Result<()> {
    let mut archive = AsyncArchive::new(upload);
    let mut entries = archive.entries()?;
    while let Some(entry) = entries.next().await {
        entry?.unpack_in(into).await?;
    }
    Ok(())
}

#[derive(Clone)]
pub struct Tools;

#[tool_router]
impl Tools {
    //# bad
    #[tool(description = "Unpacks an archive")]
    async fn unpack(&self, Parameters(params): Parameters<Unpack>) -> Result<String, McpError> {
        let failed = |e: io::Error| McpError::internal_error(e.to_string(), None);
        let into = Path::new("/work").join(params.folder);
        let file = File::open(params.archive).map_err(failed)?;
        let decoder = zstd::stream::read::Decoder::new(file).map_err(failed)?;
        let mut archive = tar::Archive::new(decoder);
        archive.unpack(&into).map_err(failed)?;
        Ok(format!("unpacked into {}", into.display()))
    }

    //# good
    #[tool(description = "Lists an archive")]
    async fn list(&self, Parameters(params): Parameters<Unpack>) -> Result<String, McpError> {
        let failed = |e: io::Error| McpError::internal_error(e.to_string(), None);
        let file = File::open(params.archive).map_err(failed)?;
        let mut archive = tar::Archive::new(file);
        let mut lines = Vec::new();
        for entry in archive.entries().map_err(failed)?.take(500) {
            let entry = entry.map_err(failed)?;
            lines.push(format!("{} {}", entry.size(), entry.path().map_err(failed)?.display()));
        }
        Ok(lines.join("\n"))
    }
}

//# good
/// Pictures get names of their own, and there are at most a hundred of at most two megabytes.
pub async fn album(State(app): State<App>, body: Bytes) -> Result<String, StatusCode> {
    let mut archive = ZipArchive::new(Cursor::new(body)).map_err(refused)?;
    if archive.len() > 100 {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    for index in 0..archive.len() {
        let mut picture = Vec::new();
        let entry = archive.by_index(index).map_err(refused)?;
        if entry.size() > 2 << 20 {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        entry.take(2 << 20).read_to_end(&mut picture).map_err(refused)?;
        tokio::fs::write(app.sites.join(format!("picture-{index}.jpg")), picture).await.map_err(refused)?;
    }
    Ok(archive.len().to_string())
}

//# good
/// Counts the words in the texts of an archive, without writing any of them.
pub async fn count_words(body: Bytes) -> Result<String, StatusCode> {
    let mut archive = ZipArchive::new(Cursor::new(body)).map_err(refused)?;
    let mut words = 0_usize;
    for index in 0..archive.len().min(200) {
        let entry = archive.by_index(index).map_err(refused)?;
        if !entry.name().ends_with(".txt") {
            continue;
        }
        let mut text = String::new();
        entry.take(1 << 20).read_to_string(&mut text).map_err(refused)?;
        words = words.saturating_add(text.split_whitespace().count());
    }
    Ok(words.to_string())
}

//# good
pub fn parcel_note(label: &str, pieces: Vec<String>, to: &Path) -> String {
    let parcel = Parcel { label: label.to_owned(), pieces };
    parcel.unpack(to)
}

//# good
pub async fn keep_archive(State(app): State<App>, body: Bytes) -> Result<StatusCode, StatusCode> {
    let archive = ZipArchive::new(Cursor::new(body.clone())).map_err(refused)?;
    tracing::info!(entries = archive.len(), "archive.unpack is left to the night");
    let path = app.sites.join(uuid::Uuid::new_v4().to_string()).with_extension("zip");
    tokio::fs::write(path, body).await.map_err(refused)?;
    Ok(StatusCode::ACCEPTED)
}

//# good
pub fn decompress_log(body: &[u8]) -> io::Result<()> {
    let mut decoder = flate2::read::GzDecoder::new(body).take(64 << 20);
    let mut file = File::create("/var/log/shop/last.log")?;
    io::copy(&mut decoder, &mut file)?;
    Ok(())
}
