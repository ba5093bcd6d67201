// A page is a type with `Display`; the handler says `to_string()` and hands it out as HTML.
//@ src/main.rs
mod routes;
mod views;

use axum::routing::get;
use axum::Router;

#[tokio::main]
async fn main() {
    let app = Router::new().route("/search", get(routes::search));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8000").await.expect("port 8000 is free");
    axum::serve(listener, app).await.expect("the server runs");
}

//@ src/routes.rs
use axum::extract::Query;
use axum::response::Html;
use serde::Deserialize;

use crate::views::SearchPage;

#[derive(Deserialize)]
pub struct Params {
    #[serde(default)]
    q: String,
}

pub async fn search(Query(params): Query<Params>) -> Html<String> {
    let page = SearchPage::new(params.q, catalogue());
    Html(page.to_string()) //~ P214
}

fn catalogue() -> &'static [&'static str] {
    &["apples", "pears", "plums"]
}

//@ src/views/mod.rs
mod search;

pub use search::SearchPage;

//@ src/views/search.rs
use std::fmt;

pub struct SearchPage {
    query: String,
    hits: Vec<&'static str>,
}

impl SearchPage {
    pub fn new(query: String, all: &[&'static str]) -> Self {
        let hits = all.iter().copied().filter(|name| name.contains(query.as_str())).collect();
        Self { query, hits }
    }
}

impl fmt::Display for SearchPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<h1>Results for {}</h1><ul>", self.query)?;
        for hit in &self.hits {
            write!(f, "<li>{hit}</li>")?;
        }
        f.write_str("</ul>")
    }
}
