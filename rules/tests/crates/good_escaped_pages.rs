// The helper that makes the page escapes what it is given, with a crate in one place and by hand in another.
//@ src/main.rs
mod layout;
mod routes;
mod text;

use axum::Router;
use axum::routing::get;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/search", get(routes::search)).route("/hello/{name}", get(routes::hello));
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await
}

//@ src/text.rs
/// For the content of an element or an attribute.
pub fn for_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

//@ src/layout.rs
use html_escape::encode_text;

use crate::text;

pub fn page(heading: &str, content: &str) -> String {
    format!("<!doctype html><h1>{}</h1><main>{}</main>", text::for_html(heading), encode_text(content))
}

//@ src/routes.rs
use axum::extract::{Path, Query};
use axum::response::Html;
use serde::Deserialize;

use crate::{layout, text};

#[derive(Deserialize)]
pub struct Search {
    q: String,
}

pub async fn search(Query(search): Query<Search>) -> Html<String> {
    Html(layout::page("Results", &search.q))
}

pub async fn hello(Path(name): Path<String>) -> Html<String> {
    let name = text::for_html(&name);
    Html(format!("<p>Good morning, {name}!</p>"))
}
