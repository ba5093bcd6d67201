//! Files that a caller names, and files that the program names.

use std::collections::HashMap;
use std::env;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Component, Path, PathBuf};

use actix_files::NamedFile;
use actix_multipart::Multipart;
use actix_web::{HttpRequest, web};
use axum::body::Bytes;
use axum::extract::{Multipart as AxumMultipart, Path as UrlPath, Query};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use camino::{Utf8Path, Utf8PathBuf};
use futures::TryStreamExt;
use serde::Deserialize;
use tokio::fs as async_fs;
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

#[derive(Deserialize)]
struct Download {
    file: String,
    version: Option<u32>,
}

//# bad
async fn download(Query(query): Query<Download>) -> Result<Vec<u8>, StatusCode> {
    fs::read(query.file).map_err(|_| StatusCode::NOT_FOUND)
}

//# bad
async fn static_page(UrlPath(name): UrlPath<String>) -> impl IntoResponse {
    let path = format!("/srv/www/{name}.html");
    async_fs::read_to_string(&path).await.unwrap_or_default()
}

//# bad
async fn named_file(request: HttpRequest) -> actix_web::Result<NamedFile> {
    let tail: PathBuf = request.match_info().query("tail").parse().unwrap();
    Ok(NamedFile::open(tail)?)
}

//# bad
fn note_of_command_line() -> io::Result<()> {
    let name = env::args().skip(1).next().expect("a name");
    let base = PathBuf::from("/var/notes");
    let mut text = String::new();
    File::open(base.join(name.trim()))?.read_to_string(&mut text)?;
    println!("{text}");
    Ok(())
}

//# bad
fn file_over_tcp(mut stream: TcpStream) -> io::Result<()> {
    let mut line = String::new();
    BufReader::new(stream.try_clone()?).read_line(&mut line)?;
    let wanted = line.strip_prefix("GET ").unwrap_or(&line).trim_end();
    let bytes = fs::read(Path::new("public").join(wanted))?;
    stream.write_all(&bytes)
}

//# bad
async fn upload(mut form: AxumMultipart) -> Result<(), StatusCode> {
    while let Some(field) = form.next_field().await.map_err(|_| StatusCode::BAD_REQUEST)? {
        let Some(name) = field.file_name().map(str::to_owned) else { continue };
        let data: Bytes = field.bytes().await.map_err(|_| StatusCode::BAD_REQUEST)?;
        let mut target = PathBuf::from("uploads");
        target.push(&name);
        async_fs::write(target, data).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    }
    Ok(())
}

//# bad
fn remove_attachment(user: u64, attachment: &str) -> io::Result<()> {
    let folder = format!("/data/{user}");
    let full = [folder.as_str(), attachment].join("/");
    fs::remove_file(full)
}

//# bad
fn append(fields: &HashMap<String, String>) -> io::Result<()> {
    let Some(log) = fields.get("log") else { return Ok(()) };
    let mut file = OpenOptions::new().append(true).create(true).open(log)?;
    for (key, value) in fields.iter().filter(|(key, _)| *key != "log") {
        writeln!(file, "{key}={value}")?;
    }
    Ok(())
}

//# bad
fn dots_replaced_once(name: String) -> io::Result<Vec<u8>> {
    let name = name.replace("../", "");
    let path = Path::new("/srv/images").join(&name);
    fs::read(&path)
}

//# bad
fn checked_before_it_is_resolved(relative: &str) -> io::Result<String> {
    let root = PathBuf::from("/srv/documents");
    let path = root.join(relative);
    if !path.starts_with(&root) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    fs::read_to_string(path)
}

//# bad
async fn cached_response(id: &str) -> anyhow::Result<()> {
    let manifest: HashMap<String, String> =
        reqwest::get(format!("https://cdn.example.com/{id}.json")).await?.json().await?;
    let folder = Utf8PathBuf::from("cache");
    for (name, body) in manifest {
        let target = folder.join(name);
        let mut file = async_fs::File::create(&target).await?;
        file.write_all(body.as_bytes()).await?;
    }
    Ok(())
}

//# bad
async fn copy_report(body: web::Json<Download>) -> actix_web::Result<String> {
    let suffix = body.version.map_or_else(String::new, |version| format!(".{version}"));
    let source = PathBuf::from("reports").join(body.file.to_lowercase() + &suffix);
    let copied = web::block(move || fs::copy(source, "outbox/report")).await??;
    Ok(copied.to_string())
}

//# good
async fn download_version(Query(query): Query<Download>) -> Result<Vec<u8>, StatusCode> {
    let version = query.version.unwrap_or(1);
    fs::read(format!("releases/v{version}.bin")).map_err(|_| StatusCode::NOT_FOUND)
}

//# good
async fn page_of_an_id(UrlPath(id): UrlPath<Uuid>) -> impl IntoResponse {
    let path = Path::new("/srv/pages").join(format!("{id}.html"));
    async_fs::read_to_string(path).await.unwrap_or_default()
}

//# good
fn contained_after_resolving(name: &str) -> io::Result<Vec<u8>> {
    let root = Path::new("/srv/documents").canonicalize()?;
    let path = root.join(name).canonicalize()?;
    if !path.starts_with(&root) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    fs::read(path)
}

//# good
fn plain_components(name: &str) -> io::Result<String> {
    if !Path::new(name).components().all(|part| matches!(part, Component::Normal(_))) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a plain name"));
    }
    fs::read_to_string(Path::new("/srv/documents").join(name))
}

//# good
fn early_return_on_dots(name: &str) -> Option<String> {
    if name.contains("..") || name.contains('/') || name.contains('\\') {
        return None;
    }
    fs::read_to_string(format!("/srv/documents/{name}")).ok()
}

//# good
async fn stored_under_own_name(mut form: Multipart) -> actix_web::Result<String> {
    let mut stored = Vec::new();
    while let Some(mut field) = form.try_next().await? {
        let original = field.content_disposition().get_filename().unwrap_or("unnamed").to_owned();
        let target = Path::new("uploads").join(Uuid::new_v4().to_string());
        let mut file = async_fs::File::create(target).await?;
        while let Some(chunk) = field.try_next().await? {
            file.write_all(&chunk).await?;
        }
        stored.push(original);
    }
    Ok(stored.join(", "))
}

//# good
fn theme(choice: &str) -> io::Result<String> {
    let file = match choice {
        "dark" => "themes/dark.css",
        "light" => "themes/light.css",
        _ => "themes/default.css",
    };
    fs::read_to_string(file)
}

//# good
fn words_in_dictionary(words: &[String]) -> io::Result<usize> {
    let dictionary = BufReader::new(File::open("/usr/share/dict/words")?);
    let known: Vec<String> = dictionary.lines().collect::<io::Result<_>>()?;
    Ok(words.iter().filter(|word| known.contains(word)).count())
}

//# good
fn letters_and_digits(slug: &str) -> io::Result<File> {
    let clean: String = slug.chars().filter(char::is_ascii_alphanumeric).collect();
    File::open(Utf8Path::new("articles").join(clean).with_extension("md"))
}

//# good
fn sentence(parts: Vec<String>, separator: &str) -> String {
    let joined = parts.join(separator);
    format!("{joined}/{}", parts.len())
}

//# good
fn contents_from_input(lines: &[String]) -> io::Result<()> {
    let mut file = tempfile::NamedTempFile::new_in("/var/spool/reports")?;
    for line in lines {
        writeln!(file, "{line}")?;
    }
    let target = Path::new("/var/spool/reports").join("today.txt");
    file.persist(target)?;
    Ok(())
}

//# good
fn within_capability(folder: &cap_std::fs::Dir, name: &str) -> io::Result<String> {
    folder.read_to_string(name)
}
