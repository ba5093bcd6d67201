// One helper makes a page that the handler sends, another one makes the answer itself.
//@ src/main.rs
mod layout;
mod routes;
mod views;

use axum::Router;
use axum::routing::get;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/search", get(routes::search)).route("/hello/{name}", get(routes::hello));
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await
}

//@ src/layout.rs
const HEAD: &str = "<!doctype html><title>Shop</title>";

pub fn page(heading: &str, content: &str) -> String {
    let mut page = String::from(HEAD);
    page.push_str(&format!("<h1>{heading}</h1><main>{content}</main>"));
    page
}

//@ src/views.rs
use axum::response::Html;

pub fn greeting(name: &str) -> Html<String> {
    Html(format!("<p>Good morning, <b>{name}</b>!</p>")) //~ P214
}

//@ src/routes.rs
use axum::extract::{Path, Query};
use axum::response::Html;
use serde::Deserialize;

use crate::{layout, views};

#[derive(Deserialize)]
pub struct Search {
    q: String,
}

pub async fn search(Query(search): Query<Search>) -> Html<String> {
    let heading = format!("Results for {}", search.q);
    Html(layout::page(&heading, "<p>Nothing was found.</p>")) //~ P214
}

pub async fn hello(Path(name): Path<String>) -> Html<String> {
    views::greeting(&name)
}
