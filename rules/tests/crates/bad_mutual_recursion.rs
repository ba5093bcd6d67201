// Two functions in two files call each other, and one of them opens what the text says.
//@ src/main.rs
mod handlers;
mod include;
mod outline;

use axum::Router;
use axum::routing::post;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/preview", post(handlers::preview));
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await
}

//@ src/handlers.rs
use axum::Json;
use serde::Deserialize;

use crate::outline;

#[derive(Deserialize)]
pub struct Draft {
    text: String,
}

pub async fn preview(Json(draft): Json<Draft>) -> String {
    outline::expand(&draft.text, 4)
}

//@ src/outline.rs
use crate::include;

pub fn expand(text: &str, depth: u8) -> String {
    let lines = text.lines().map(|line| match line.strip_prefix("!include ") {
        Some(name) if depth > 0 => include::part(name, depth),
        _ => line.to_owned() + "\n",
    });
    lines.collect()
}

//@ src/include.rs
use crate::outline::expand;

pub fn part(name: &str, depth: u8) -> String {
    let text = std::fs::read_to_string(format!("/srv/parts/{name}.md")); //~ P209
    text.map(|text| expand(&text, depth - 1)).unwrap_or_default()
}
