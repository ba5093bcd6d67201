// `crate::text::run` is a `pub use` of another crate's function; the crate's own `run` starts a shell.
//@ src/main.rs
mod admin;
mod handlers;
mod text;

use poem::listener::TcpListener;
use poem::{Route, Server, post};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    admin::run("logrotate /etc/logrotate.d/shop")?;
    let app = Route::new().at("/stem", post(handlers::stem));
    Server::new(TcpListener::bind("127.0.0.1:3000")).run(app).await
}

//@ src/admin.rs
use std::process::Command;

pub fn run(line: &str) -> std::io::Result<bool> {
    Ok(Command::new("sh").arg("-c").arg(line).status()?.success())
}

//@ src/text.rs
pub use porter_stemmer::stem as run;
pub use unicode_normalization::is_nfc;

//@ src/handlers.rs
use poem::handler;
use poem::web::Json;

use crate::text::{is_nfc, run};

#[handler]
pub fn stem(Json(words): Json<Vec<String>>) -> Json<Vec<String>> {
    Json(words.iter().filter(|word| is_nfc(word)).map(|word| run(word)).collect())
}
