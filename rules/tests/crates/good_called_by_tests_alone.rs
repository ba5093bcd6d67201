// The dangerous helper is called with hostile texts by tests alone.
//@ src/main.rs
mod archive;
mod routes;

use axum::Router;
use axum::routing::get;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/years/{year}", get(routes::year));
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await
}

//@ src/archive.rs
use std::path::Path;

pub fn path_of(folder: &str, name: &str) -> std::io::Result<String> {
    std::fs::read_to_string(Path::new(folder).join(name))
}

pub fn of_year(year: u16) -> std::io::Result<String> {
    path_of("/srv/archive", &format!("{year}.txt"))
}

#[cfg(test)]
mod tests;

//@ src/archive/tests.rs
use super::path_of;

fn hostile() -> Vec<String> {
    std::env::args().chain(["../../etc/passwd".to_owned()]).collect()
}

#[test]
fn nothing_is_found_under_a_hostile_name() {
    for name in hostile() {
        assert!(path_of("/nowhere", &name).is_err());
    }
}

//@ src/routes.rs
use axum::extract::Path;
use axum::http::StatusCode;

use crate::archive;

pub async fn year(Path(year): Path<u16>) -> Result<String, StatusCode> {
    archive::of_year(year).map_err(|_| StatusCode::NOT_FOUND)
}

#[cfg(test)]
mod tests {
    use axum::extract::Path;

    async fn by_name(Path(name): Path<String>) -> Option<String> {
        super::archive::path_of("/srv/archive", &name).ok()
    }

    #[tokio::test]
    async fn a_name_is_no_year() {
        assert!(by_name(Path("none".to_owned())).await.is_none());
    }
}
