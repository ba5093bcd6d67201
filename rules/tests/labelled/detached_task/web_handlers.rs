use std::sync::Arc;
use std::thread;
use std::time::Duration;

use actix_web::{HttpResponse, web};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use portcullis::prelude::*;
use serde::Deserialize;
use tokio::task::{self, JoinSet};

#[derive(Clone)]
struct App {
    http: reqwest::Client,
    mailer: Arc<Mailer>,
}

struct Mailer;

impl Mailer {
    async fn send(&self, to: &str, text: &str) -> Result<(), String> {
        tracing::debug!(len = to.len() + text.len(), "mail");
        Ok(())
    }
}

#[derive(Deserialize)]
struct Order {
    id: u64,
    contact: String,
    hooks: Vec<String>,
}

struct Aquarium {
    fish: Vec<&'static str>,
}

impl Aquarium {
    fn spawn(&mut self, kind: &'static str) -> usize {
        self.fish.push(kind);
        self.fish.len()
    }
}

//# bad
async fn place_order(State(app): State<App>, Json(order): Json<Order>) -> StatusCode {
    let mailer = app.mailer.clone();
    tokio::spawn(async move {
        let text = format!("order {} received", order.id);
        if let Err(error) = mailer.send(&order.contact, &text).await {
            tracing::warn!(%error, "mail");
        }
    });
    StatusCode::ACCEPTED
}

//# good
async fn place_order_and_wait(State(app): State<App>, Json(order): Json<Order>) -> StatusCode {
    let text = format!("order {} received", order.id);
    match app.mailer.send(&order.contact, &text).await {
        Ok(()) => StatusCode::CREATED,
        Err(_) => StatusCode::BAD_GATEWAY,
    }
}

//# good
/// Sends the confirmation of an order.
#[capability(write)]
async fn confirm(call: &Call, order: Order, mailer: Arc<Mailer>) -> Result<u64, Failure> {
    let id = order.id;
    call.spawn(async move {
        let _ = mailer.send(&order.contact, "confirmed").await;
    });
    Ok(id)
}

//# bad
async fn notify_hooks(State(app): State<App>, Json(order): Json<Order>) -> StatusCode {
    for hook in order.hooks {
        let http = app.http.clone();
        let _ = task::spawn(async move { http.post(hook).send().await });
    }
    StatusCode::OK
}

//# good
async fn notify_all_hooks(State(app): State<App>, Json(order): Json<Order>) -> Json<usize> {
    let mut set = JoinSet::new();
    for hook in order.hooks {
        let http = app.http.clone();
        set.spawn(async move { http.post(hook).send().await.is_ok() });
    }
    let mut reached = 0;
    while let Some(done) = set.join_next().await {
        reached += usize::from(done.unwrap_or(false));
    }
    Json(reached)
}

//# bad
async fn reindex(path: web::Path<u32>) -> HttpResponse {
    let shard = path.into_inner();
    thread::spawn(move || {
        for step in 0..100u32 {
            thread::sleep(Duration::from_millis(10));
            tracing::trace!(shard, step, "reindex");
        }
    });
    HttpResponse::Accepted().finish()
}

//# good
async fn digest(Path(text): Path<String>) -> Result<String, StatusCode> {
    let sum = task::spawn_blocking(move || text.bytes().fold(0u64, |h, b| h.rotate_left(5) ^ u64::from(b)))
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(format!("{sum:x}"))
}

//# bad
async fn warm_cache(State(app): State<App>, Path(pages): Path<Vec<String>>) -> String {
    let started: Vec<_> = pages
        .into_iter()
        .map(|page| {
            let http = app.http.clone();
            tokio::spawn(async move { http.get(page).send().await.map(|r| r.status().as_u16()) })
        })
        .collect();
    format!("{} started", started.len())
}

//# good
async fn stock(Path(kind): Path<String>) -> Json<usize> {
    let mut tank = Aquarium { fish: Vec::new() };
    let count = match kind.as_str() {
        "guppy" => tank.spawn("guppy"),
        _ => tank.spawn("tetra"),
    };
    Json(count)
}

//# bad
async fn export(data: web::Json<Order>) -> HttpResponse {
    let order = data.into_inner();
    let job = move || {
        let lines = order.hooks.join("\n");
        std::fs::write(format!("exports/{}.txt", order.id), lines)
    };
    web::block(|| tracing::info!("export requested")).await.ok();
    actix_web::rt::task::spawn_blocking(job);
    HttpResponse::Accepted().body("export started")
}

//# good
async fn ask_both(State(app): State<App>) -> Json<Vec<u16>> {
    let left = app.http.get("https://left.example").send();
    let right = app.http.get("https://right.example").send();
    let (left, right) = tokio::join!(left, right);
    Json([left, right].into_iter().flatten().map(|r| r.status().as_u16()).collect())
}
