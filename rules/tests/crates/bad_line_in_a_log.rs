// What a caller sent becomes part of a log's message, two calls away.
//@ src/main.rs
mod journal;
mod rooms;
mod web;

use poem::listener::TcpListener;
use poem::{Route, Server, put};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    env_logger::init();
    let app = Route::new().at("/rooms/:id/title", put(web::rename));
    Server::new(TcpListener::bind("127.0.0.1:3000")).run(app).await
}

//@ src/web.rs
use poem::handler;
use poem::http::StatusCode;
use poem::web::{Json, Path};
use serde::Deserialize;

use crate::rooms;

#[derive(Deserialize)]
pub struct Rename {
    pub title: String,
}

#[handler]
pub fn rename(Path(id): Path<u32>, Json(rename): Json<Rename>) -> StatusCode {
    rooms::rename(id, rename.title);
    StatusCode::NO_CONTENT
}

//@ src/rooms.rs
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

use crate::journal;

static TITLES: LazyLock<Mutex<HashMap<u32, String>>> = LazyLock::new(Mutex::default);

pub fn rename(id: u32, title: String) {
    journal::renamed(id, &title);
    if let Ok(mut titles) = TITLES.lock() {
        titles.insert(id, title);
    }
}

//@ src/journal.rs
use log::info;

pub fn renamed(room: u32, title: &str) {
    info!("room {room} is called {title} from now on"); //~ P403
}

pub fn closed(room: u32) {
    info!("room {room} is closed");
}
