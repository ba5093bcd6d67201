// From the handler through a service to the client: three files, all asynchronous.
//@ src/main.rs
mod client;
mod service;
mod web;

use poem::listener::TcpListener;
use poem::{Route, Server, post};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Route::new().at("/imports", post(web::import));
    Server::new(TcpListener::bind("127.0.0.1:3000")).run(app).await
}

//@ src/web.rs
use poem::web::Json;
use poem::{Result, handler};
use serde::Deserialize;

use crate::service::ImportService;

#[derive(Deserialize)]
pub struct Import {
    pub server: String,
    pub calendar: u32,
}

#[handler]
pub async fn import(Json(import): Json<Import>) -> Result<String> {
    let service = ImportService::default();
    Ok(format!("{} events", service.import(import.server, import.calendar).await))
}

//@ src/service.rs
use crate::client;

#[derive(Default)]
pub struct ImportService {
    imported: usize,
}

impl ImportService {
    pub async fn import(&self, server: String, calendar: u32) -> usize {
        let path = format!("calendars/{calendar}.ics");
        match client::download(&server, &path).await {
            Ok(text) => self.imported + text.matches("BEGIN:VEVENT").count(),
            Err(_) => 0,
        }
    }
}

//@ src/client.rs
pub async fn download(server: &str, path: &str) -> reqwest::Result<String> {
    let url = format!("https://{server}/{path}");
    reqwest::get(&url).await?.error_for_status()?.text().await //~ P210
}
