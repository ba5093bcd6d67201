use std::panic;
use std::process;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use portcullis::prelude::*;
use rmcp::tool;
use sqlx::PgPool;
use tokio::task::JoinHandle;

#[derive(Clone)]
struct App {
    pool: PgPool,
    stop: tokio::sync::watch::Sender<bool>,
}

struct Upload {
    parts: Vec<Vec<u8>>,
}

impl Upload {
    fn abort(&mut self) -> usize {
        std::mem::take(&mut self.parts).len()
    }
}

struct Tools {
    app: App,
}

//# bad
async fn users(State(app): State<App>) -> Json<i64> {
    let row = sqlx::query_scalar::<_, i64>("SELECT count(*) FROM users").fetch_one(&app.pool).await;
    match row {
        Ok(count) => Json(count),
        Err(error) => {
            tracing::error!(%error, "the database is gone");
            process::exit(70)
        }
    }
}

//# good
async fn groups(State(app): State<App>) -> Result<Json<i64>, StatusCode> {
    sqlx::query_scalar::<_, i64>("SELECT count(*) FROM groups")
        .fetch_one(&app.pool)
        .await
        .map(Json)
        .map_err(|_| StatusCode::SERVICE_UNAVAILABLE)
}

impl Tools {
    //# bad
    /// Restarts the server.
    #[tool(description = "Restart the server")]
    async fn restart(&self) -> String {
        let _ = self.app.stop.send(true);
        tokio::spawn(async {
            tokio::time::sleep(Duration::from_secs(1)).await;
            std::process::exit(0);
        });
        "restarting".to_owned()
    }

    //# good
    /// Stops the server in order.
    #[tool(description = "Stop the server")]
    async fn stop(&self) -> String {
        match self.app.stop.send(true) {
            Ok(()) => "process::exit is not needed, the server stops".to_owned(),
            Err(_) => "already stopped".to_owned(),
        }
    }
}

//# bad
/// Checks the stock of an article.
#[capability(read)]
fn stock(article: u32, expected: Vec<u32>) -> Result<usize, Failure> {
    let found = expected.iter().position(|a| *a == article);
    let place = found.map_or_else(|| process::abort(), |p| p + 1);
    Ok(place)
}

//# good
#[capability(read)]
fn stock_or_none(article: u32, expected: Vec<u32>) -> Result<usize, Failure> {
    let found = expected.iter().position(|a| *a == article);
    Ok(found.map_or(0, |p| p + 1))
}

//# bad
fn quiet_panics(verbose: bool) {
    if !verbose {
        let old = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if info.location().is_some() {
                old(info);
            }
        }));
    }
}

//# good
async fn run_with_limit(task: JoinHandle<u64>, limit: Duration) -> Option<u64> {
    let handle = task.abort_handle();
    match tokio::time::timeout(limit, task).await {
        Ok(done) => done.ok(),
        Err(_) => {
            handle.abort();
            None
        }
    }
}

//# good
async fn cancel_upload(Path(id): Path<u64>) -> Json<usize> {
    let mut upload = Upload { parts: vec![id.to_le_bytes().to_vec()] };
    let dropped = upload.abort();
    Json(dropped)
}

//# bad
fn child_after_fork(code: i32) -> ! {
    let code = if code < 0 { 1 } else { code };
    unsafe { libc::_exit(code) }
}

//# bad
async fn shutdown(State(app): State<App>, Path(code): Path<i32>) -> StatusCode {
    let finish: fn(i32) -> ! = process::exit;
    app.pool.close().await;
    if code == 0 {
        return StatusCode::OK;
    }
    finish(code)
}

//# good
async fn health(State(app): State<App>, Path(process): Path<String>) -> Result<String, StatusCode> {
    let exit = app.stop.borrow().to_owned();
    if exit {
        return Err(StatusCode::SERVICE_UNAVAILABLE);
    }
    let id = process::id();
    Ok(format!("{process} runs as {id}"))
}

//# good
fn guarded(counter: &Arc<std::sync::Mutex<u32>>) -> u32 {
    let counter = counter.clone();
    let result =
        panic::catch_unwind(panic::AssertUnwindSafe(move || counter.lock().map(|n| *n).unwrap_or(0)));
    result.unwrap_or_default()
}
