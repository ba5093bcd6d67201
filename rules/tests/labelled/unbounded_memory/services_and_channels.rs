//! Channels, bodies and buffers of services: axum, actix-web, hyper, tokio.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::mpsc as blocking;

use actix_web::{HttpRequest, HttpResponse, get, web};
use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::{Multipart, Path, Query, State};
use axum::http::{HeaderMap, Request, StatusCode, header};
use bytes::BytesMut;
use portcullis::prelude::*;
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{ErrorData as McpError, schemars, tool, tool_router};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncRead, AsyncReadExt, BufReader};
use tokio::net::TcpStream;
use tokio::sync::mpsc::{self, Receiver, Sender, UnboundedSender};

const QUEUE: usize = 256;
const MAX_BODY: usize = 1 << 20;

#[derive(Serialize)]
pub struct Event {
    kind: String,
}

#[derive(Deserialize, schemars::JsonSchema)]
pub struct Paging {
    size: usize,
    fill: Option<String>,
}

#[derive(Clone)]
pub struct App {
    events: Sender<Event>,
}

//# bad
pub fn start_bus() -> (UnboundedSender<Event>, tokio::task::JoinHandle<()>) {
    let (sender, mut receiver) = mpsc::unbounded_channel::<Event>();
    let worker = tokio::spawn(async move {
        while let Some(event) = receiver.recv().await {
            tracing::info!(kind = %event.kind, "event");
        }
    });
    (sender, worker)
}

//# bad
pub async fn rows(Query(paging): Query<Paging>) -> Json<Vec<u64>> {
    let mut rows = Vec::with_capacity(paging.size);
    rows.extend((0..100).map(|n| n * 2));
    Json(rows)
}

//# bad
#[get("/pattern/{times}")]
pub async fn pattern(req: HttpRequest) -> actix_web::Result<HttpResponse> {
    let times: usize = req.match_info().query("times").parse().map_err(actix_web::error::ErrorBadRequest)?;
    let fill = req.headers().get("x-fill").and_then(|v| v.to_str().ok()).unwrap_or("-");
    let line = fill.chars().take(8).collect::<String>();
    Ok(HttpResponse::Ok().body(line.repeat(times)))
}

//# bad
/// Reads one frame: four bytes of length, then so many bytes.
pub async fn frame(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let length = stream.read_u32().await?;
    let mut frame = vec![0; length as usize];
    stream.read_exact(&mut frame).await?;
    Ok(frame)
}

//# bad
pub async fn take_all(request: Request<Body>) -> Result<String, StatusCode> {
    let length =
        request.headers().get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()).map(str::to_owned);
    let mut buffer = BytesMut::new();
    if let Some(expected) = length.and_then(|text| text.parse::<usize>().ok()) {
        buffer.reserve(expected);
    }
    let body = to_bytes(request.into_body(), MAX_BODY).await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
    buffer.extend_from_slice(&body);
    String::from_utf8(buffer.to_vec()).map_err(|_| StatusCode::BAD_REQUEST)
}

//# bad
pub async fn ask(address: &str, question: &[u8]) -> std::io::Result<Vec<u8>> {
    use tokio::io::AsyncWriteExt;
    let mut stream = tokio::net::TcpStream::connect(address).await?;
    stream.write_all(question).await?;
    stream.shutdown().await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    Ok(answer)
}

//# bad
pub async fn relay(request: Request<Body>) -> Result<Vec<u8>, StatusCode> {
    let (parts, body) = request.into_parts();
    tracing::debug!(method = %parts.method, "relayed");
    let bytes = to_bytes(body, usize::MAX).await.map_err(|_| StatusCode::BAD_REQUEST)?;
    Ok(bytes.to_vec())
}

/// A grid of letters.
#[derive(Clone)]
pub struct Grids;

#[tool_router]
impl Grids {
    //# bad
    #[tool(description = "Draws a grid")]
    async fn grid(&self, Parameters(paging): Parameters<Paging>) -> Result<String, McpError> {
        let Paging { size, fill } = paging;
        let width = if size == 0 { 10 } else { size };
        let cell = fill.unwrap_or_else(|| ".".into());
        let grid = vec![vec![cell; width]; 4];
        Ok(grid.iter().map(|row| row.concat()).collect::<Vec<_>>().join("\n"))
    }

    //# good
    #[tool(description = "Draws a small grid")]
    async fn small_grid(&self, Parameters(paging): Parameters<Paging>) -> Result<String, McpError> {
        if !(1..=64).contains(&paging.size) {
            return Err(McpError::invalid_params("a side has 1 to 64 cells", None));
        }
        let grid = vec![vec!['.'; paging.size]; 4];
        Ok(grid.iter().map(|row| row.iter().collect::<String>()).collect::<Vec<_>>().join("\n"))
    }
}

//# bad
/// Draws a rule of so many dashes.
#[capability(read)]
fn rule(call: &Call, width: u64) -> Result<String, RuleFailure> {
    call.note("width", width);
    let width = usize::try_from(width).map_err(|_| RuleFailure::TooWide)?;
    let mut text = String::new();
    text.reserve_exact(width + 1);
    text.push('\n');
    Ok(text)
}

#[failure]
enum RuleFailure {
    #[public("that is too wide")]
    TooWide,
}

//# good
pub fn start_queue() -> (Sender<Event>, Receiver<Event>) {
    let (sender, receiver) = mpsc::channel(QUEUE);
    tracing::info!(capacity = QUEUE, "no unbounded_channel here");
    (sender, receiver)
}

//# good
pub async fn first_rows(Query(paging): Query<Paging>) -> Json<Vec<u64>> {
    let size = paging.size.clamp(1, 100);
    let mut rows = Vec::with_capacity(size);
    rows.extend((0..size as u64).map(|n| n * 2));
    Json(rows)
}

//# good
#[get("/dashes/{times}")]
pub async fn dashes(times: web::Path<u8>) -> HttpResponse {
    HttpResponse::Ok().body("-".repeat(usize::from(times.into_inner())))
}

//# good
pub async fn frame_within(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let length = stream.read_u32().await?;
    if length > 64 * 1024 {
        return Err(std::io::ErrorKind::InvalidData.into());
    }
    let mut frame = vec![0; length as usize];
    stream.read_exact(&mut frame).await?;
    Ok(frame)
}

//# good
pub async fn answer_of(stream: impl AsyncRead + Unpin) -> std::io::Result<String> {
    let mut text = String::new();
    BufReader::new(stream).take(MAX_BODY as u64).read_to_string(&mut text).await?;
    Ok(text)
}

//# good
pub fn kinds(events: &[Event]) -> HashMap<&str, usize> {
    let mut kinds = HashMap::with_capacity(events.len());
    for event in events {
        *kinds.entry(event.kind.as_str()).or_insert(0) += 1;
    }
    kinds
}

//# good
pub fn workers(count: &str) -> blocking::Receiver<String> {
    let (sender, receiver) = blocking::sync_channel(32);
    let label = format!("workers: {count}");
    std::thread::spawn(move || sender.send(label));
    receiver
}

//# good
pub async fn upload(State(app): State<App>, mut form: Multipart) -> Result<StatusCode, StatusCode> {
    let mut seen = HashSet::with_capacity(16);
    while let Some(mut field) = form.next_field().await.map_err(|_| StatusCode::BAD_REQUEST)? {
        let mut size = 0_usize;
        while let Some(chunk) = field.chunk().await.map_err(|_| StatusCode::BAD_REQUEST)? {
            size = size.saturating_add(chunk.len());
            if size > MAX_BODY || seen.len() > 15 {
                return Err(StatusCode::PAYLOAD_TOO_LARGE);
            }
        }
        seen.insert(field.name().unwrap_or_default().to_owned());
    }
    app.events.try_send(Event { kind: "upload".into() }).map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(StatusCode::CREATED)
}

//# good
pub async fn window(headers: HeaderMap, Path(wanted): Path<usize>) -> String {
    let mut last = VecDeque::with_capacity(QUEUE);
    for (name, _) in headers.iter().take(wanted) {
        if last.len() == QUEUE {
            last.pop_front();
        }
        last.push_back(name.as_str());
    }
    format!("{wanted} wanted, {} kept", last.len())
}
