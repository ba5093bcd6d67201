use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;
use std::sync::{Arc, Mutex, RwLock};

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use dashmap::DashMap;
use sqlx::PgPool;

#[derive(Clone)]
struct Shared {
    sessions: Arc<Mutex<HashMap<String, u64>>>,
    queue: Arc<Mutex<VecDeque<Job>>>,
    settings: Arc<RwLock<Settings>>,
    rooms: Arc<DashMap<String, Room>>,
    ledger: Arc<tokio::sync::Mutex<Vec<i64>>>,
    pool: PgPool,
    http: reqwest::Client,
}

#[derive(Clone, Default)]
struct Settings {
    hook: String,
    retries: u8,
}

struct Room {
    title: String,
    seats: u32,
}

struct Job {
    id: u64,
}

async fn work(job: Job) -> u64 {
    tokio::task::yield_now().await;
    job.id
}

async fn announce(text: &str) {
    tracing::info!(text, "announce");
}

//# bad
async fn touch_session(State(s): State<Shared>, Path(key): Path<String>) -> Result<Json<u64>, StatusCode> {
    let mut sessions = s.sessions.lock().unwrap();
    let count = sessions.entry(key.clone()).or_insert(0);
    *count += 1;
    sqlx::query("UPDATE sessions SET hits = hits + 1 WHERE key = $1")
        .bind(&key)
        .execute(&s.pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Json(*count))
}

//# good
async fn open_session(State(s): State<Shared>, Path(key): Path<String>) -> Result<Json<u64>, StatusCode> {
    let count = {
        let mut sessions = s.sessions.lock().unwrap();
        let count = sessions.entry(key.clone()).or_insert(0);
        *count += 1;
        *count
    };
    sqlx::query("INSERT INTO sessions (key) VALUES ($1)")
        .bind(&key)
        .execute(&s.pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Json(count))
}

//# bad
async fn call_hook(State(s): State<Shared>) -> Result<StatusCode, StatusCode> {
    let settings = s.settings.read().unwrap();
    let answer = s.http.post(&settings.hook).send().await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    Ok(StatusCode::from_u16(answer.status().as_u16()).unwrap_or(StatusCode::OK))
}

//# good
async fn call_hook_twice(State(s): State<Shared>) -> Result<StatusCode, StatusCode> {
    let settings = s.settings.read().unwrap().clone();
    for _ in 0..settings.retries.min(2) {
        s.http.post(&settings.hook).send().await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    }
    Ok(StatusCode::NO_CONTENT)
}

//# bad
async fn run_queue(State(s): State<Shared>) -> Json<Vec<u64>> {
    let mut done = Vec::new();
    // The guard in the scrutinee lives as long as the body.
    while let Some(job) = s.queue.lock().unwrap().pop_front() {
        done.push(work(job).await);
    }
    Json(done)
}

//# good
async fn run_one(State(s): State<Shared>) -> Result<Json<u64>, StatusCode> {
    let next = s.queue.lock().unwrap().pop_front();
    match next {
        Some(job) => Ok(Json(work(job).await)),
        None => Err(StatusCode::NO_CONTENT),
    }
}

//# bad
async fn run_last(State(s): State<Shared>) -> Result<Json<u64>, StatusCode> {
    if let Some(job) = s.queue.lock().unwrap().pop_back() {
        let id = work(job).await;
        return Ok(Json(id));
    }
    Err(StatusCode::NO_CONTENT)
}

//# bad
async fn close_room(State(s): State<Shared>, Path(name): Path<String>) -> StatusCode {
    let Some(room) = s.rooms.get(&name) else {
        return StatusCode::NOT_FOUND;
    };
    announce(&room.title).await;
    tracing::debug!(seats = room.seats, "closing");
    StatusCode::OK
}

//# good
async fn rename_room(State(s): State<Shared>, Path((name, title)): Path<(String, String)>) -> StatusCode {
    let old = match s.rooms.get_mut(&name) {
        Some(mut room) => std::mem::replace(&mut room.title, title),
        None => return StatusCode::NOT_FOUND,
    };
    announce(&old).await;
    StatusCode::OK
}

//# good
async fn book(State(s): State<Shared>, Json(cents): Json<i64>) -> Result<Json<usize>, StatusCode> {
    let mut ledger = s.ledger.lock().await;
    sqlx::query("INSERT INTO bookings (cents) VALUES ($1)")
        .bind(cents)
        .execute(&s.pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    ledger.push(cents);
    Ok(Json(ledger.len()))
}

//# bad
async fn snapshot(State(s): State<Shared>) -> Json<usize> {
    let sessions = s.sessions.lock().unwrap();
    // Shadowing does not end the guard.
    let sessions = sessions.clone();
    announce("snapshot").await;
    Json(sessions.len())
}

//# good
async fn size(State(s): State<Shared>) -> Json<usize> {
    let sessions = s.sessions.lock().unwrap();
    let n = sessions.len();
    drop(sessions);
    announce("size").await;
    Json(n)
}

//# bad
async fn tick(counter: Rc<RefCell<Vec<u32>>>, url: &str) -> reqwest::Result<usize> {
    let mut seen = counter.borrow_mut();
    let body = reqwest::get(url).await?.text().await?;
    seen.push(body.len() as u32);
    Ok(seen.len())
}

//# good
async fn tock(counter: Rc<RefCell<Vec<u32>>>, url: &str) -> reqwest::Result<usize> {
    let body = reqwest::get(url).await?.text().await?;
    counter.borrow_mut().push(body.len() as u32);
    Ok(counter.borrow().len())
}
