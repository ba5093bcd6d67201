// The function in the other file has a parameter for the name and does not use it.
//@ src/main.rs
mod handlers;
mod themes;

use axum::Router;
use axum::routing::get;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/themes/{name}", get(handlers::theme));
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await
}

//@ src/handlers.rs
use axum::extract::Path;
use axum::http::StatusCode;

use crate::themes::{self, Shape};

pub async fn theme(Path(name): Path<String>) -> Result<String, StatusCode> {
    let css = themes::load(&name, Shape::Small).await.map_err(|_| StatusCode::NOT_FOUND)?;
    Ok(css)
}

//@ src/themes.rs
pub enum Shape {
    Small,
    Large,
}

/// There is one theme so far, whatever it is called.
pub async fn load(_name: &str, shape: Shape) -> std::io::Result<String> {
    let file = match shape {
        Shape::Small => "small",
        Shape::Large => "large",
    };
    tokio::fs::read_to_string(format!("/srv/themes/{file}.css")).await
}
