//! What the catalogue, the pages and the diagnostics promise.

mod catalogue;
mod diagnostics;
mod facts;
mod file;
mod pages;

#[path = "../cases/mod.rs"]
mod cases;
