// A page is a type with `Display`, which writes a newtype of another file, whose `Display` escapes.
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
    let page = SearchPage::new(params.q);
    Html(page.to_string())
}

//@ src/views/mod.rs
mod search;
mod text;

pub use search::SearchPage;

//@ src/views/text.rs
use std::fmt::{self, Write};

/// Text of a page.
pub struct Text(pub String);

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '&' => f.write_str("&amp;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

//@ src/views/search.rs
use std::fmt;

use super::text::Text;

pub struct SearchPage {
    query: Text,
}

impl SearchPage {
    pub fn new(query: String) -> Self {
        Self { query: Text(query) }
    }
}

impl fmt::Display for SearchPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<h1>Results for {}</h1>", self.query)
    }
}
