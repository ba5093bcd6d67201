use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path as FsPath, PathBuf};
use std::sync::{Arc, Condvar, Mutex, mpsc};
use std::thread;
use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use tokio::io::AsyncWriteExt;
use tokio::task;

#[derive(Clone)]
struct App {
    root: PathBuf,
    http: reqwest::Client,
    ready: Arc<(Mutex<bool>, Condvar)>,
    mirror: SocketAddr,
}

#[derive(Deserialize)]
struct ReportQuery {
    month: u8,
    year: u16,
}

#[derive(Serialize)]
struct Report {
    lines: Vec<String>,
    total: usize,
}

//# bad
/// Returns the report of a month.
async fn monthly_report(
    State(app): State<App>,
    Query(q): Query<ReportQuery>,
) -> Result<Json<Report>, StatusCode> {
    let file = app.root.join(format!("{:04}-{:02}.csv", q.year, q.month));
    let text = std::fs::read_to_string(&file).map_err(|_| StatusCode::NOT_FOUND)?;
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let total = lines.len();
    Ok(Json(Report { lines, total }))
}

//# good
async fn yearly_report(
    State(app): State<App>,
    Query(q): Query<ReportQuery>,
) -> Result<Json<Report>, StatusCode> {
    let file = app.root.join(format!("{:04}.csv", q.year));
    let text = tokio::fs::read_to_string(&file).await.map_err(|_| StatusCode::NOT_FOUND)?;
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let total = lines.len();
    Ok(Json(Report { lines, total }))
}

//# bad
async fn poll_job(State(app): State<App>, Path(id): Path<u64>) -> Result<String, StatusCode> {
    for attempt in 0..5u64 {
        let url = format!("https://jobs.internal.example/{id}");
        let answer = app.http.get(url).send().await.map_err(|_| StatusCode::BAD_GATEWAY)?;
        if answer.status().is_success() {
            return answer.text().await.map_err(|_| StatusCode::BAD_GATEWAY);
        }
        thread::sleep(Duration::from_millis(100 * (attempt + 1)));
    }
    Err(StatusCode::GATEWAY_TIMEOUT)
}

//# good
async fn poll_export(State(app): State<App>, Path(id): Path<u64>) -> Result<String, StatusCode> {
    use tokio::time::sleep;
    for attempt in 0..5u64 {
        let url = format!("https://exports.internal.example/{id}");
        let answer = app.http.get(url).send().await.map_err(|_| StatusCode::BAD_GATEWAY)?;
        if answer.status().is_success() {
            return answer.text().await.map_err(|_| StatusCode::BAD_GATEWAY);
        }
        sleep(Duration::from_millis(100 * (attempt + 1))).await;
    }
    Err(StatusCode::GATEWAY_TIMEOUT)
}

//# bad
async fn wait_until_ready(State(app): State<App>) -> &'static str {
    let (flag, signal) = &*app.ready;
    let mut up = flag.lock().unwrap();
    while !*up {
        up = signal.wait(up).unwrap();
    }
    "ready"
}

//# good
async fn checksum(State(app): State<App>, Path(name): Path<String>) -> Result<String, StatusCode> {
    let file = app.root.join(name);
    let sum = task::spawn_blocking(move || -> std::io::Result<u32> {
        let bytes = std::fs::read(&file)?;
        Ok(crc32fast::hash(&bytes))
    })
    .await
    .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?
    .map_err(|_| StatusCode::NOT_FOUND)?;
    Ok(format!("{sum:08x}"))
}

//# bad
async fn mirror_upload(State(app): State<App>, body: Bytes) -> Result<StatusCode, StatusCode> {
    use std::io::Write;
    let mut peer = std::net::TcpStream::connect(app.mirror).map_err(|_| StatusCode::BAD_GATEWAY)?;
    peer.write_all(&body).map_err(|_| StatusCode::BAD_GATEWAY)?;
    Ok(StatusCode::ACCEPTED)
}

//# good
async fn mirror_part(State(app): State<App>, body: Bytes) -> Result<StatusCode, StatusCode> {
    let target: SocketAddr = app.mirror;
    if matches!(target.ip(), IpAddr::V4(v4) if v4.is_loopback()) {
        return Err(StatusCode::CONFLICT);
    }
    let mut peer = tokio::net::TcpStream::connect(target).await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    peer.write_all(&body).await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    Ok(StatusCode::ACCEPTED)
}

//# bad
async fn count_words(Json(texts): Json<Vec<String>>) -> Json<usize> {
    let mut workers = Vec::with_capacity(texts.len().min(16));
    for text in texts.into_iter().take(16) {
        workers.push(thread::spawn(move || text.split_whitespace().count()));
    }
    let mut total = 0;
    for worker in workers {
        total += worker.join().unwrap_or(0);
    }
    Json(total)
}

//# good
async fn breadcrumbs(State(app): State<App>, Path(parts): Path<Vec<String>>) -> String {
    let trail = parts.iter().map(|p| p.trim()).collect::<Vec<_>>().join(" / ");
    let shown = FsPath::new("docs").join(parts.last().map(String::as_str).unwrap_or("index"));
    tracing::debug!(root = %app.root.display(), "crumbs");
    format!("{trail} ({})", shown.display())
}

//# bad
async fn thumbnail(Path(id): Path<u32>) -> Result<Vec<u8>, StatusCode> {
    let (tx, rx) = mpsc::channel::<Vec<u8>>();
    thread::spawn(move || {
        let pixels = vec![0u8; 64 * 64];
        let _ = tx.send(pixels.iter().map(|p| p ^ (id as u8)).collect());
    });
    let image = rx.recv().map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(image)
}

//# good
async fn preview(Path(id): Path<u32>) -> Result<Vec<u8>, StatusCode> {
    let (tx, mut rx) = tokio::sync::mpsc::channel::<Vec<u8>>(1);
    task::spawn(async move {
        let pixels: Vec<u8> = (0..64).map(|p: u8| p ^ (id as u8)).collect();
        let _ = tx.send(pixels).await;
    });
    rx.recv().await.ok_or(StatusCode::INTERNAL_SERVER_ERROR)
}

//# good
async fn resolve_hosts(Json(hosts): Json<HashMap<String, String>>) -> Json<Vec<IpAddr>> {
    let mut known = Vec::new();
    for (_, text) in hosts {
        if let Ok(ip) = text.parse::<std::net::IpAddr>() {
            known.push(ip);
        }
    }
    Json(known)
}
