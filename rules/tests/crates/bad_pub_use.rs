// A function that is called by the path of a `pub use`, by a handler of poem; its own module is private.
//@ src/main.rs
mod api;
mod storage;

use poem::listener::TcpListener;
use poem::{Route, Server, get};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Route::new().at("/drafts/:name", get(api::draft));
    Server::new(TcpListener::bind("127.0.0.1:3000")).run(app).await
}

//@ src/api.rs
use poem::http::StatusCode;
use poem::web::Path;
use poem::{Error, Result, handler};

#[handler]
pub async fn draft(Path(name): Path<String>) -> Result<String> {
    crate::storage::load_draft(name).await.map_err(|_| Error::from_status(StatusCode::NOT_FOUND))
}

//@ src/storage/mod.rs
mod drafts;

pub use drafts::load as load_draft;
pub use drafts::save;

//@ src/storage/drafts.rs
use tokio::fs;

pub async fn load(name: String) -> std::io::Result<String> {
    fs::read_to_string(format!("/var/lib/blog/drafts/{name}.md")).await //~ P209
}

pub async fn save(number: u64, text: &str) -> std::io::Result<()> {
    fs::write(format!("/var/lib/blog/drafts/{number}.md"), text).await
}
