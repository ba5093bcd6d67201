// The function in the other file writes the input as a field, and as what `{:?}` escapes.
//@ src/main.rs
mod handlers;
mod journal;

use axum::Router;
use axum::routing::put;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    tracing_subscriber::fmt::init();
    let app = Router::new().route("/rooms/{room}", put(handlers::rename));
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await
}

//@ src/journal.rs
use tracing::info;

pub fn renamed(room: u32, title: &str) {
    info!(room, %title, "renamed");
}

pub fn refused(room: u32, title: &str) {
    info!("room {room} is not called {title:?}");
}

//@ src/handlers.rs
use axum::extract::Path;
use axum::http::StatusCode;

use crate::journal;

pub async fn rename(Path(room): Path<u32>, title: String) -> StatusCode {
    if title.len() > 80 {
        journal::refused(room, &title);
        return StatusCode::PAYLOAD_TOO_LARGE;
    }
    journal::renamed(room, &title);
    StatusCode::NO_CONTENT
}
