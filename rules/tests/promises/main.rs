//! What the catalogue, the pages and the diagnostics promise.

mod catalogue;
mod diagnostics;
mod pages;

#[path = "../cases/mod.rs"]
mod cases;
