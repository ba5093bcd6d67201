// A function is an entry point because a filter in another file names it.
//@ src/main.rs
mod handlers;
mod routes;
mod storage;

#[tokio::main]
async fn main() {
    warp::serve(routes::all()).run(([127, 0, 0, 1], 3030)).await;
}

//@ src/routes.rs
use warp::{Filter, Rejection, Reply};

use crate::handlers;

pub fn all() -> impl Filter<Extract = (impl Reply,), Error = Rejection> + Clone {
    warp::path!("notes" / String).and(warp::get()).and_then(handlers::read)
}

//@ src/handlers.rs
use warp::Rejection;

use crate::storage;

pub async fn read(name: String) -> Result<String, Rejection> {
    storage::read(&name).await.map_err(|_| warp::reject::not_found())
}

//@ src/storage.rs
use std::path::Path;

const FOLDER: &str = "/srv/notes";

pub async fn read(name: &str) -> std::io::Result<String> {
    tokio::fs::read_to_string(Path::new(FOLDER).join(name)).await //~ P209
}
