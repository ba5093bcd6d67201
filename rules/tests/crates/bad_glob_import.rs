// A shell in another file, by `use crate::convert::*`.
//@ src/main.rs
mod convert;
mod http;

use axum::Router;
use axum::routing::post;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/convert", post(http::convert));
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await
}

//@ src/http.rs
use axum::Json;
use axum::http::StatusCode;
use serde::Deserialize;

use crate::convert::*;

#[derive(Deserialize)]
pub struct Conversion {
    source: String,
    quality: u8,
}

pub async fn convert(Json(wanted): Json<Conversion>) -> StatusCode {
    match shrink_image(&wanted.source, wanted.quality).await {
        Ok(true) => StatusCode::OK,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

//@ src/convert.rs
use tokio::process::Command;

pub async fn shrink_image(source: &str, quality: u8) -> std::io::Result<bool> {
    let line = format!("convert uploads/{source} -quality {quality} thumbs/{source}");
    let status = Command::new("sh").arg("-c").arg(line).status().await?; //~ P208
    Ok(status.success())
}
