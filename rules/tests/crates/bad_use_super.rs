// A handler of rocket in a nested module, which finds its helper by `use super::disk`.
//@ src/main.rs
mod web;

use rocket::{launch, routes};

#[launch]
fn rocket() -> _ {
    rocket::build().mount("/", routes![web::pages::page, web::pages::index])
}

//@ src/web/mod.rs
pub mod pages;

mod disk;

//@ src/web/disk.rs
use std::path::PathBuf;

use rocket::fs::NamedFile;

const ROOT: &str = "/srv/site";

pub async fn open(name: &str) -> Option<NamedFile> {
    let path = PathBuf::from(ROOT).join(name);
    NamedFile::open(path).await.ok() //~ P209
}

pub async fn front_page() -> Option<NamedFile> {
    NamedFile::open(PathBuf::from(ROOT).join("index.html")).await.ok()
}

//@ src/web/pages.rs
use rocket::fs::NamedFile;
use rocket::get;

use super::disk;

#[get("/pages?<name>")]
pub async fn page(name: String) -> Option<NamedFile> {
    disk::open(&name).await
}

#[get("/")]
pub async fn index() -> Option<NamedFile> {
    disk::front_page().await
}
