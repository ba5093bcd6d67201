// The client in another file names the host; the input goes behind it.
//@ src/main.rs
mod catalogue;
mod web;

use axum::Router;
use axum::routing::get;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let client = catalogue::Catalogue::new("https://catalogue.example.org");
    let app = Router::new().route("/books/{isbn}", get(web::book)).with_state(client);
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await
}

//@ src/catalogue.rs
const COVERS: &str = "https://covers.example.org";

#[derive(Clone)]
pub struct Catalogue {
    base: &'static str,
    http: reqwest::Client,
}

impl Catalogue {
    pub fn new(base: &'static str) -> Self {
        Self { base, http: reqwest::Client::new() }
    }

    pub async fn title(&self, isbn: &str) -> reqwest::Result<String> {
        let url = format!("{}/books/{}/title", self.base, urlencoding::encode(isbn));
        self.http.get(url).send().await?.error_for_status()?.text().await
    }

    pub async fn has_cover(&self, isbn: &str) -> bool {
        self.http.head(format!("{COVERS}/{isbn}.jpg")).send().await.is_ok()
    }
}

//@ src/web.rs
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;

use crate::catalogue::Catalogue;

pub async fn book(
    State(catalogue): State<Catalogue>,
    Path(isbn): Path<String>,
) -> Result<Json<(String, bool)>, StatusCode> {
    let title = catalogue.title(&isbn).await.map_err(|_| StatusCode::NOT_FOUND)?;
    Ok(Json((title, catalogue.has_cover(&isbn).await)))
}
